using System.Diagnostics.CodeAnalysis;

namespace NimbusFunctions.Storage.Memory;

/// <summary>
/// Rows in order. A null stands for a row that lies in the table underneath and was deleted here. Not safe for
/// several callers at once.
/// </summary>
internal sealed class MemoryRows
{
    private readonly SortedList<string, SortedList<string, MemoryRow?>> partitions = new(StringComparer.Ordinal);

    /// <returns>Whether this table knows about the row, be it that it is deleted.</returns>
    public bool Knows(RowKeys key, out MemoryRow? row)
    {
        row = null;
        return partitions.TryGetValue(key.Partition, out var rows) && rows.TryGetValue(key.Row, out row);
    }

    public void Put(RowKeys key, MemoryRow? row)
    {
        if (!partitions.TryGetValue(key.Partition, out var rows))
            partitions.Add(key.Partition, rows = new(StringComparer.Ordinal));
        rows[key.Row] = row;
    }

    public void Forget(RowKeys key)
    {
        if (partitions.TryGetValue(key.Partition, out var rows) && rows.Remove(key.Row) && rows.Count == 0)
            partitions.Remove(key.Partition);
    }

    /// <summary>The next matching row behind a key, or from the filter's first on.</summary>
    public bool TryNext(KeyFilter filter, RowKeys? after, [NotNullWhen(true)] out (RowKeys Key, MemoryRow? Row)? next)
    {
        var from = after is { } behind && behind.CompareTo(filter.First) >= 0 ? behind : filter.First;
        next = null;
        for (var index = LowerBound(partitions.Keys, from.Partition); index < partitions.Count; index++)
        {
            var (partition, rows) = (partitions.Keys[index], partitions.Values[index]);
            if (filter.OnePartition && partition != filter.First.Partition)
                return false;
            for (var at = partition == from.Partition ? LowerBound(rows.Keys, from.Row) : 0; at < rows.Count; at++)
            {
                var key = new RowKeys(partition, rows.Keys[at]);
                if (key == after || !filter.Matches(key))
                    continue;
                next = (key, rows.Values[at]);
                return true;
            }
        }

        return false;
    }

    private static int LowerBound(IList<string> keys, string key)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(keys[middle], key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
