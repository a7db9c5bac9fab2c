using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>One page of a list.</summary>
/// <param name="Items">What it shows.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Count">All that fit the query, when asked for.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, int? Next, int? Count)
    where T : IDirectoryObject
{
    /// <summary>Picks the page out of everything there is, which comes in the order of its places.</summary>
    public static ListPage<T> Of(ListQuery<T> query, IEnumerable<Placed<T>> everything)
    {
        var hits = query.Test is { } test ? everything.Where(placed => test(placed.Item)) : everything;
        if (query.OrderBy is { } property) return Sorted(query, hits, item => property.Read(item));
        var items = new List<T>(Math.Min(query.Top, 128));
        int? next = null;
        var count = 0;
        foreach (var (place, item) in hits)
        {
            count++;
            if (place < query.Start) continue;
            if (items.Count < query.Top)
            {
                items.Add(item);
                continue;
            }

            next ??= place;
            if (!query.WithCount) break;
        }

        return new ListPage<T>(items, next, query.WithCount ? count : null);
    }

    private static ListPage<T> Sorted(ListQuery<T> query, IEnumerable<Placed<T>> hits, Func<T, object?> key)
    {
        var comparer = Comparer<object?>.Create((a, b) => (a, b) switch
        {
            (string left, string right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
            (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
            _ => (a is null ? 0 : 1) - (b is null ? 0 : 1),
        });
        var items = hits.Select(placed => placed.Item);
        var sorted = (query.Descending ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer)).ToList();
        var next = query.Start + query.Top;
        return new ListPage<T>([.. sorted.Skip(query.Start).Take(query.Top)], next < sorted.Count ? next : null, query.WithCount ? sorted.Count : null);
    }
}
