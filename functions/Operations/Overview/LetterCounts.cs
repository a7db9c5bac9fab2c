using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Operations.Overview;

/// <summary>
/// Counts the letters that wait for somebody; one that was replayed and is kept for a hold does not. A row counts as far as
/// it can be read: one that nobody understands waits too, and hides no other.
/// </summary>
internal sealed class LetterCounts(StoreTables tables)
{
    // Where so many lie there, nobody needs the exact number.
    private const int MostOfAll = 20_000;
    private const int MostOfOne = 2_000;

    private static readonly string[] Columns = ["PartitionKey", "Queue", "LastSeen", "Replayed"];

    /// <summary>Those of all tenants and of none with one query, as far as it got.</summary>
    public async Task<LettersOfAll> OfAllAsync(CancellationToken cancellation)
    {
        var found = new List<Found>();
        await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>((string?)null, null, Columns, cancellation))
        {
            if (found.Count == MostOfAll)
                return new(Group(found), row.PartitionKey);
            found.Add(Read(row));
        }

        return new(Group(found), null);
    }

    /// <summary>Those of one owner.</summary>
    public async Task<LetterCount> OfAsync(string owner, CancellationToken cancellation)
    {
        var found = new List<Found>();
        await foreach (var row in OfOwnerAsync(owner, cancellation))
        {
            if (found.Count == MostOfOne)
                return Count(found) with { IsComplete = false };
            found.Add(row);
        }

        return Count(found);
    }

    private async IAsyncEnumerable<Found> OfOwnerAsync(string owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A bar and what follows it in the alphabet stand around all days of an owner.
        var (from, to) = ($"{owner}|", $"{owner}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>(filter, null, Columns, cancellation))
            yield return Read(row);
    }

    /// <summary>Never fails: a column that is missing or holds another kind of value is one that says nothing.</summary>
    private static Found Read(TableEntity row) => new(
        row.PartitionKey.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar ? row.PartitionKey[..bar] : DeadLetterStore.NoTenant,
        row["Queue"] as string ?? "",
        row["LastSeen"] as DateTimeOffset?,
        row["Replayed"] is not null);

    private static Dictionary<string, LetterCount> Group(IEnumerable<Found> rows) =>
        rows.GroupBy(row => row.Owner, StringComparer.Ordinal).ToDictionary(owner => owner.Key, Count, StringComparer.Ordinal);

    private static LetterCount Count(IEnumerable<Found> rows)
    {
        var waiting = rows.Where(row => !row.IsReplayed).ToList();
        return waiting.Count == 0
            ? LetterCount.None
            : new(
                waiting.Count,
                waiting.Min(row => row.LastSeen),
                waiting.CountBy(row => row.Queue).OrderBy(queue => queue.Key, StringComparer.Ordinal).ToDictionary());
    }

    private readonly record struct Found(string Owner, string Queue, DateTimeOffset? LastSeen, bool IsReplayed);
}
