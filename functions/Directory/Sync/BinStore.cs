using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Users in the directory's bin whom Nimbus does not know, by id alone: should one be restored, the teams are read
/// again. As many as the directory deletes in 30 days.
/// </summary>
internal sealed class BinStore(StoreTables tables)
{
    public async Task<IReadOnlySet<string>> ReadAsync(string tenant, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"bin|"} and RowKey lt {"bin}"}");
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            ids.Add(row.RowKey["bin|".Length..]);
        return ids;
    }

    public Task AddAsync(string tenant, IEnumerable<string> userIds, CancellationToken cancellation) =>
        tables.SyncState.SubmitInChunksAsync(
            userIds.Select(id => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, new TableEntity(tenant, SyncStateKeys.Bin(id)))),
            cancellation);

    public Task RemoveAsync(string tenant, IEnumerable<string> userIds, CancellationToken cancellation) =>
        tables.SyncState.DeleteInChunksAsync(tenant, userIds.Select(SyncStateKeys.Bin), cancellation);
}
