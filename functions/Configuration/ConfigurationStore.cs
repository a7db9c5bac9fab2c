using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Configuration;

/// <summary>
/// Reads and writes configuration entities. That names are unique and entities not too many is about many rows: every change
/// also writes the row that stands for the kind, over the version that the decision was made of.
/// </summary>
internal sealed class ConfigurationStore(StoreTables tables, TimeProvider time)
{
    public async Task<ConfigurationEntity?> FindAsync(string tenant, string kind, string id, CancellationToken cancellation) =>
        (await FindStoredAsync(tenant, kind, id, cancellation))?.Entity;

    public async Task<StoredEntity?> FindStoredAsync(string tenant, string kind, string id, CancellationToken cancellation) =>
        await tables.Configuration.FindRowAsync(ConfigurationRows.Partition(tenant, kind), ConfigurationRows.Entity(id), cancellation) is { } row
            ? ConfigurationRows.Read(kind, row)
            : null;

    public async Task<IReadOnlyList<ConfigurationEntity>> ListAsync(string tenant, string kind, CancellationToken cancellation) =>
        [.. (await ListStoredAsync(tenant, kind, cancellation)).Select(stored => stored.Entity)];

    public async Task<StoredKind> ReadAsync(string tenant, string kind, CancellationToken cancellation)
    {
        // The guard first: whatever was written since makes the write fail.
        var guard = await tables.Configuration.GetEntityIfExistsAsync<TableEntity>(ConfigurationRows.Partition(tenant, kind), ConfigurationRows.Guard, null, cancellation);
        return new(await ListStoredAsync(tenant, kind, cancellation), guard.HasValue ? guard.Value!.ETag : null);
    }

    /// <summary>Writes an entity: a new one, or over the one that was read.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="read">The kind as the decision saw it.</param>
    /// <param name="entity">The entity as it is to be.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="cancellation">Ends the attempt; whether it is stored is then unknown.</param>
    /// <returns>Null where somebody changed the kind or referred to the entity meanwhile, and nothing is written: look again.</returns>
    public async Task<StoredEntity?> WriteAsync(string tenant, StoredKind read, ConfigurationEntity entity, string author, CancellationToken cancellation)
    {
        var row = ConfigurationRows.Write(tenant, entity, time.GetUtcNow(), author).Signed();
        TableTransactionAction change = read.Find(entity.Id) is { } before
            ? new(TableTransactionActionType.UpdateReplace, row, before.ETag)
            : new(TableTransactionActionType.Add, row);
        var tag = await SubmitAsync([change, GuardOf(row.PartitionKey, read)], cancellation) ?? await tables.Configuration.FindOwnAsync(row, cancellation);
        return tag is { } written ? new(entity, written) : null;
    }

    /// <summary>Removes the entity that was read.</summary>
    /// <returns>False where somebody changed it or referred to it meanwhile.</returns>
    public async Task<bool> RemoveAsync(string tenant, StoredEntity stored, CancellationToken cancellation)
    {
        try
        {
            await tables.Configuration.DeleteEntityAsync(
                ConfigurationRows.Partition(tenant, stored.Entity.Kind), ConfigurationRows.Entity(stored.Entity.Id), stored.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return false;
        }
    }

    /// <summary>How many entities of any kind lie in an organization unit.</summary>
    public async Task<int> CountInUnitAsync(string tenant, string unit, CancellationToken cancellation)
    {
        var (first, end, count) = ($"{tenant}|", $"{tenant}}}", 0);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {first} and PartitionKey lt {end} and RowKey ge {ConfigurationRows.EntityPrefix} and RowKey lt {"e}"} and UnitId eq {unit}");
        await foreach (var _ in tables.Configuration.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            count++;
        return count;
    }

    private async Task<IReadOnlyList<StoredEntity>> ListStoredAsync(string tenant, string kind, CancellationToken cancellation)
    {
        var entities = new List<StoredEntity>();
        var filter = ConfigurationRows.EntitiesFilter(ConfigurationRows.Partition(tenant, kind));
        await foreach (var row in tables.Configuration.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            entities.Add(ConfigurationRows.Read(kind, row));
        return entities;
    }

    private static TableTransactionAction GuardOf(string partition, StoredKind read) => read.Guard is { } etag
        ? new(TableTransactionActionType.UpdateReplace, new TableEntity(partition, ConfigurationRows.Guard), etag)
        : new(TableTransactionActionType.Add, new TableEntity(partition, ConfigurationRows.Guard));

    private async Task<ETag?> SubmitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            return (await tables.Configuration.SubmitTransactionAsync(actions, cancellation)).Value[0].Headers.ETag ?? ETag.All;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return null;
        }
    }
}
