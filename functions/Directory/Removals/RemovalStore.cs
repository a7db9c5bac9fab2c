using Azure.Data.Tables;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Removals;

/// <summary>The removals that are proven and not carried out: rows of <c>SyncState</c>, until they are done with.</summary>
internal sealed class RemovalStore(StoreTables tables)
{
    public async Task<IReadOnlyList<Removal>> ReadAsync(string tenant, CancellationToken cancellation, string fromUser = "", string toUser = "~")
    {
        var removals = new List<Removal>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant} and RowKey ge {RemovalKeys.RemovalPrefix + fromUser} and RowKey lt {RemovalKeys.RemovalPrefix + toUser + "~"}");
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            removals.Add(Read(row));
        return removals;
    }

    public Task PutAsync(string tenant, IEnumerable<Removal> removals, CancellationToken cancellation) =>
        tables.SyncState.SubmitInChunksAsync(
            removals.Select(removal => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Write(tenant, removal))),
            cancellation);

    /// <summary>Forgets removals; those that are forgotten already do no harm.</summary>
    public Task RemoveAsync(string tenant, IEnumerable<RemovalKey> keys, CancellationToken cancellation) =>
        tables.SyncState.DeleteInChunksAsync(tenant, keys.Select(RemovalKeys.Removal), cancellation);

    private static TableEntity Write(string tenant, Removal removal) => new(tenant, RemovalKeys.Removal(removal.Key))
    {
        ["Cause"] = removal.Cause.ToString(),
        ["Proof"] = removal.Proof,
        ["AsOf"] = removal.AsOf,
        ["Run"] = removal.Run,
        ["Tombstone"] = removal.Tombstone.ToString(),
        ["MissingIn"] = removal.MissingIn,
        ["Plan"] = removal.Plan,
        ["ApprovedBy"] = removal.ApprovedBy,
    };

    private static Removal Read(TableEntity row)
    {
        var key = row.RowKey[RemovalKeys.RemovalPrefix.Length..].Split('|');
        return new(
            key[0],
            key[1],
            row.Word<RemovalCause>("Cause"),
            row.Text("Proof"),
            row.GetDateTimeOffset("AsOf") ?? default,
            row.Text("Run"),
            row.Word<Tombstone>("Tombstone"),
            row.GetString("MissingIn"),
            row.GetString("Plan") ?? "",
            row.GetString("ApprovedBy") ?? "");
    }
}
