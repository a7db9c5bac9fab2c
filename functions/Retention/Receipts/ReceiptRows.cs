using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>
/// The rows of the table <c>Receipts</c>, partition = tenant: <c>head</c>, and <c>line|{number}</c> with twelve digits.
/// Purges keep in the same partition where they stand, so that a line and the end of what it tells are one transaction.
/// </summary>
internal static class ReceiptRows
{
    public const string Head = "head";
    public const string LinePrefix = "line|";
    public const string LineEnd = "line}";

    public static string KeyOf(long number) => LinePrefix + number.ToString("D12", CultureInfo.InvariantCulture);

    public static TableEntity Write(string tenant, ReceiptLine line) => new(tenant, KeyOf(line.Number))
    {
        ["Action"] = line.Note.Action,
        ["Source"] = line.Note.Source,
        ["Kind"] = line.Note.Kind?.ToString(),
        ["Day"] = line.Note.Day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ["Counted"] = line.Note.Counted,
        ["Removed"] = line.Note.Removed,
        ["Held"] = line.Note.Held,
        ["At"] = line.Note.At,
        ["Previous"] = line.Previous,
        ["Hash"] = line.Hash,
    };

    public static ReceiptLine ReadLine(TableEntity row) => new(
        long.Parse(row.RowKey.AsSpan(LinePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture),
        new(
            row.Text("Action"),
            row.GetString("Source") ?? "",
            row.GetString("Kind") is null ? null : row.Word<DataKind>("Kind"),
            row.GetString("Day") is { } day ? DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture) : null,
            row.GetInt64("Counted") ?? 0,
            row.GetInt64("Removed") ?? 0,
            row.GetInt64("Held") ?? 0,
            row.GetDateTimeOffset("At") ?? default),
        row.Text("Previous"),
        row.Text("Hash"));

    public static TableEntity Write(string tenant, ReceiptHead head) => new(tenant, Head)
    {
        ["Last"] = head.Last,
        ["Hash"] = head.Hash,
        ["Dropped"] = head.Dropped,
        ["DroppedHash"] = head.DroppedHash,
    };

    public static ReceiptHead ReadHead(TableEntity row) =>
        new(row.GetInt64("Last") ?? 0, row.Text("Hash"), row.GetInt64("Dropped") ?? 0, row.Text("DroppedHash"));
}
