using NimbusFunctions.Messaging;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>Reads letters a page at a time. The store does not look for words: what a page costs is bounded instead.</summary>
internal sealed class DeadLetterPages(DeadLetterStore letters)
{
    /// <summary>So many rows are looked at for a page. It may hold fewer than asked for, or none, and yet go on.</summary>
    public const int MostLookedAt = 5_000;

    /// <param name="tenant">Whose letters; null: those of all tenants and of none.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The letters, and the last one that was looked at where there may be more.</returns>
    public async Task<(IReadOnlyList<DeadLetterRow> Rows, DeadLetterPlace? Next)> ReadAsync(
        string? tenant, DeadLetterQuery query, CancellationToken cancellation)
    {
        var filter = query.Filter with { Tenant = tenant ?? query.Filter.Tenant };
        var (page, looked, last) = (new List<DeadLetterRow>(), 0, query.After);
        var rows = letters.ReadAsync(
            filter.Tenant, DeadLetterFilter.KeyOf(filter.Since), DeadLetterFilter.KeyOf(filter.Until), query.After, cancellation);
        await foreach (var row in rows)
        {
            // One more than is wanted tells whether there is another page.
            if (page.Count == query.Top || looked == MostLookedAt)
                return (page, last);
            looked++;
            last = row.Place;
            if (filter.Matches(row))
                page.Add(row);
        }

        return (page, null);
    }
}
