using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Operations;

/// <summary>A table that never answers for rows of some partitions; queries it answers.</summary>
internal sealed class StalledTable(TableClient table, Func<string, bool> stalls) : TableBefore(table)
{
    private readonly ConcurrentDictionary<string, byte> asked = new(StringComparer.Ordinal);

    /// <summary>For how many partitions somebody waited or still does.</summary>
    public int Asked => asked.Count;

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        if (stalls(partitionKey))
        {
            asked.TryAdd(partitionKey, 0);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return await Store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
    }
}
