using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>The rows <c>o|{sequence}</c>, in the order in which they were stored.</summary>
internal static class OutboxRow
{
    public static string Key(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{LaneRows.OutboxPrefix}{sequence:D19}");

    public static TableEntity Write(TaskPartition partition, OutboxMessage message) => new(partition.Key, Key(message.Sequence))
    {
        ["Queue"] = message.Queue,
        ["MessageId"] = message.MessageId,
        ["Body"] = message.Body,
        ["NotBefore"] = message.NotBefore,
        ["Trace"] = message.Trace,
    };

    public static OutboxMessage Read(TableEntity row) => new(
        long.Parse(row.RowKey.AsSpan(LaneRows.OutboxPrefix.Length), CultureInfo.InvariantCulture),
        row.Text("Queue"),
        row.Text("MessageId"),
        row.Text("Body"),
        row.GetDateTimeOffset("NotBefore"),
        row.GetString("Trace"));
}
