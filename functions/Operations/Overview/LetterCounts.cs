using NimbusFunctions.Messaging;

namespace NimbusFunctions.Operations.Overview;

/// <summary>Counts the letters that wait for somebody; one that was replayed and is kept for a hold does not.</summary>
internal sealed class LetterCounts(DeadLetterStore letters)
{
    // Where so many lie there, nobody needs the exact number.
    private const int MostOfAll = 20_000;
    private const int MostOfOne = 2_000;

    /// <summary>Those of all tenants and of none with one query, as far as it got.</summary>
    /// <returns>By owner; and the owner where counting stopped: those from there on are not known. Null: all are.</returns>
    public async Task<(IReadOnlyDictionary<string, LetterCount> ByOwner, string? Stopped)> OfAllAsync(CancellationToken cancellation)
    {
        var found = new List<DeadLetterRow>();
        await foreach (var row in letters.ReadAsync(null, null, null, null, cancellation))
        {
            if (found.Count == MostOfAll)
                return (Group(found), row.Place.Owner);
            found.Add(row);
        }

        return (Group(found), null);
    }

    /// <summary>Those of one owner.</summary>
    public async Task<LetterCount> OfAsync(string owner, CancellationToken cancellation)
    {
        var found = new List<DeadLetterRow>();
        await foreach (var row in letters.ReadAsync(owner, null, null, null, cancellation))
        {
            if (found.Count == MostOfOne)
                return Count(found) with { IsComplete = false };
            found.Add(row);
        }

        return Count(found);
    }

    private static Dictionary<string, LetterCount> Group(IEnumerable<DeadLetterRow> rows) =>
        rows.GroupBy(row => row.Place.Owner, StringComparer.Ordinal).ToDictionary(owner => owner.Key, Count, StringComparer.Ordinal);

    private static LetterCount Count(IEnumerable<DeadLetterRow> rows)
    {
        var waiting = rows.Where(row => row.Replayed is null).ToList();
        return waiting.Count == 0
            ? LetterCount.None
            : new(
                waiting.Count,
                waiting.Min(row => row.Letter.LastSeen),
                waiting.CountBy(row => row.Letter.Queue).OrderBy(queue => queue.Key, StringComparer.Ordinal).ToDictionary());
    }
}
