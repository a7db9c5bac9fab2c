using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <content>Queries.</content>
internal sealed partial class MemoryTable
{
    /// <summary>Rows that the filter lets through, in order; each is read when its page is asked for.</summary>
    /// <exception cref="NotSupportedException">The filter is more than comparisons joined by <c>and</c>.</exception>
    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var keys = new KeyFilter(filter);
        var columns = select?.ToHashSet(StringComparer.Ordinal);
        return new MemoryPageable<T>(
            (after, stop) => keys.HasColumns
                ? SeenAsync(filter, keys, after, null, stop).Where(seen => keys.MatchesColumns(seen.Row.ToEntity(seen.Key, null)))
                : SeenAsync(filter, keys, after, columns, stop),
            (key, row) => As<T>(row.ToEntity(key, columns)),
            maxPerPage,
            cancellationToken);
    }

    /// <summary>Both tables' rows in one order; a row of this one hides the one underneath.</summary>
    private async IAsyncEnumerable<(RowKeys Key, MemoryRow Row)> SeenAsync(
        string? text, KeyFilter filter, RowKeys? after, HashSet<string>? columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var below = BelowAsync(From(text, filter, after), after, columns, cancellation).GetAsyncEnumerator(cancellation);
        var more = await below.MoveNextAsync();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = Next(filter, after);
            if (more && (own is null || below.Current.Key.CompareTo(own.Value.Key) < 0))
            {
                after = below.Current.Key;
                // Written here since the page underneath was read.
                var (known, row) = Look(below.Current.Key);
                if (!known || row is not null)
                    yield return (below.Current.Key, row ?? below.Current.Row);
                more = await below.MoveNextAsync();
                continue;
            }

            if (own is null)
                yield break;
            if (more && below.Current.Key == own.Value.Key)
                more = await below.MoveNextAsync();
            after = own.Value.Key;
            if (own.Value.Row is { } shown)
                yield return (own.Value.Key, shown);
        }
    }

    private async IAsyncEnumerable<(RowKeys Key, MemoryRow Row)> BelowAsync(
        string? filter, RowKeys? after, HashSet<string>? columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (under is null)
            yield break;
        string[]? select = columns is null ? null : [.. columns.Union(["PartitionKey", "RowKey"])];
        await foreach (var row in under.QueryAsync<TableEntity>(filter, null, select, cancellation))
        {
            var key = new RowKeys(row.PartitionKey, row.RowKey);
            if (after is null || key.CompareTo(after.Value) > 0)
                yield return (key, MemoryRow.Of(row));
        }
    }

    /// <summary>What was given already need not be read again, where a filter can say so.</summary>
    private static string? From(string? text, KeyFilter filter, RowKeys? after) => filter.OnePartition && after is { } behind
        ? text + TableClient.CreateQueryFilter($" and RowKey gt {behind.Row}")
        : text;

    private (RowKeys Key, MemoryRow? Row)? Next(KeyFilter filter, RowKeys? after)
    {
        lock (gate)
            return rows.TryNext(filter, after, out var next) ? next : null;
    }
}
