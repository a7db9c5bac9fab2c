using System.Text;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Messaging;

/// <summary>A row of <c>DeadLetters</c>.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Letter">The letter; its body is empty where it was not read.</param>
/// <param name="ETag">Guards what is done to it.</param>
internal sealed record DeadLetterRow(DeadLetterPlace Place, DeadLetter Letter, ETag ETag)
{
    private const string ReplayingColumn = "Replaying";
    private const string ReplayedColumn = "Replayed";

    /// <summary>All columns but the body's.</summary>
    public static readonly string[] HeadColumns =
        ["PartitionKey", "RowKey", "Queue", "SessionId", "Reason", "Attempts", "FirstSeen", "LastSeen", "TraceId", "Bytes", "Replays", ReplayingColumn, ReplayedColumn];

    /// <summary>How long the body is in UTF-8; null: the row is older than the column.</summary>
    public int? Bytes { get; init; }

    /// <summary>When somebody began to send it again: it may be on its way.</summary>
    public DateTimeOffset? Replaying { get; init; }

    /// <summary>When it was sent again; a legal hold alone keeps it.</summary>
    public DateTimeOffset? Replayed { get; init; }

    public static TableEntity Write(DeadLetterPlace place, DeadLetter letter)
    {
        var entity = new TableEntity(place.Partition, place.RowKey)
        {
            ["Queue"] = letter.Queue,
            ["SessionId"] = letter.SessionId,
            ["Reason"] = letter.Reason,
            ["Attempts"] = letter.Attempts,
            ["FirstSeen"] = letter.FirstSeen,
            ["LastSeen"] = letter.LastSeen,
            ["TraceId"] = letter.TraceId,
            ["Bytes"] = Encoding.UTF8.GetByteCount(letter.Body),
            ["Replays"] = letter.Replays,
        };
        TextParts.Put(entity, TextParts.Body, letter.Body);
        return entity;
    }

    public static DeadLetterRow Read(TableEntity row) => new(
        DeadLetterPlace.Of(row.PartitionKey, row.RowKey),
        new(
            row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
            row.Text("Queue"),
            TextParts.Of(row, TextParts.Body) ?? "",
            row.GetString("SessionId"),
            row.Text("Reason"),
            row.GetInt32("Attempts") ?? 1,
            row.GetDateTimeOffset("FirstSeen") ?? default,
            row.GetDateTimeOffset("LastSeen") ?? default,
            row.GetString("TraceId"))
        {
            Replays = row.GetInt32("Replays") ?? 0,
        },
        row.ETag)
    {
        Bytes = row.GetInt32("Bytes"),
        Replaying = row.GetDateTimeOffset(ReplayingColumn),
        Replayed = row.GetDateTimeOffset(ReplayedColumn),
    };

    /// <summary>A mark on the row, to be merged with it.</summary>
    public static TableEntity Mark(DeadLetterPlace place, DateTimeOffset? replaying, DateTimeOffset? replayed)
    {
        var mark = new TableEntity(place.Partition, place.RowKey);
        if (replaying is not null)
            mark[ReplayingColumn] = replaying;
        if (replayed is not null)
            mark[ReplayedColumn] = replayed;
        return mark;
    }
}
