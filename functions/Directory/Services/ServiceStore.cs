using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Services;

/// <summary>
/// The <c>Services</c> table. A tenant's services are few and lie in one partition, so that a service, its UPN and
/// its team are created, changed and deleted in one transaction.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="lists">Told of what was written, so that lists of this process show it; null: nobody is.</param>
internal sealed class ServiceStore(StoreTables tables, ServiceLists? lists = null)
{
    /// <summary>Begins the id under which an administrators' group is synced like a service; no service has it.</summary>
    public const string AdministratorsPrefix = "admins-";

    public async Task<StoredService?> FindAsync(string tenant, string id, CancellationToken cancellation) =>
        await tables.Services.FindRowAsync(tenant, ServiceRow.Key(id), cancellation) is { } row ? ServiceRow.Read(row) : null;

    /// <summary>
    /// The services that lie between the first and the last of the ids, with one query: a full comparison takes them
    /// in the order of their keys.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="ids">In ordinal order, at least one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, StoredService>> BetweenAsync(
        string tenant, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<string, StoredService>(StringComparer.Ordinal);
        var (first, last) = (ServiceRow.Key(ids[0]), ServiceRow.Key(ids[^1]));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {first} and RowKey le {last}");
        await foreach (var row in tables.Services.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var stored = ServiceRow.Read(row);
            found[stored.Service.Id] = stored;
        }

        return found;
    }

    /// <summary>Writes services over those that were read, whose UPN stays: all in one transaction.</summary>
    /// <returns>False where one of them was changed meanwhile, and none is written.</returns>
    public async Task<bool> UpdateAsync(
        string tenant, IReadOnlyCollection<(StoredService Before, Service After)> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0)
            return true;
        try
        {
            await tables.Services.SubmitTransactionAsync(
                changes.Select(change => new TableTransactionAction(
                    TableTransactionActionType.UpdateReplace, ServiceRow.Write(tenant, change.After), change.Before.ETag)),
                cancellation);
            lists?.Touch(tenant);
            return true;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return false;
        }
    }

    /// <summary>All services of a tenant, by id.</summary>
    public async Task<IReadOnlyList<StoredService>> ListAsync(string tenant, CancellationToken cancellation, string after = "")
    {
        var services = new List<StoredService>();
        var first = ServiceRow.Key(after);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey gt {first} and RowKey lt {"service}"}");
        await foreach (var row in tables.Services.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            services.Add(ServiceRow.Read(row));
        return services;
    }

    /// <returns>The rows that are in the way: null when the service was created.</returns>
    public async Task<string?> CreateAsync(string tenant, Service service, CancellationToken cancellation)
    {
        var row = ServiceRow.Write(tenant, service).Signed();
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, row),
            Pointer(tenant, ServiceRow.UpnKey(service.Upn), service.Id),
        ];
        if (service.TeamId is { } team)
            actions.Add(Pointer(tenant, ServiceRow.TeamKey(team), service.Id));
        return await SubmitAsync(tenant, row, actions, cancellation);
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="before">The service as it was read.</param>
    /// <param name="after">The service as it is to be.</param>
    /// <param name="cancellation">Ends the attempt; whether it is stored is then unknown.</param>
    /// <param name="history">The row that tells of the change, written with it; null: none.</param>
    /// <returns>The row that is in the way, or null when the change is stored.</returns>
    public async Task<string?> ReplaceAsync(string tenant, StoredService before, Service after, CancellationToken cancellation, TableEntity? history = null)
    {
        var row = ServiceRow.Write(tenant, after).Signed();
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, row, before.ETag)];
        var (had, has) = (PointersOf(before.Service), PointersOf(after));
        actions.AddRange(had.Except(has).Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(tenant, key), ETag.All)));
        actions.AddRange(has.Except(had).Select(key => Pointer(tenant, key, after.Id)));
        if (history is not null)
            actions.Add(new(TableTransactionActionType.UpsertReplace, history));
        return await SubmitAsync(tenant, row, actions, cancellation);
    }

    /// <summary>
    /// Removes a service whose memberships have ended, with what kept its UPN and team: together, so that nobody
    /// creates another for the team while this one is still there.
    /// </summary>
    public async Task RemoveAsync(string tenant, Service service, CancellationToken cancellation)
    {
        List<string> keys = [.. PointersOf(service), ServiceRow.Key(service.Id)];
        if (service.TeamId is { } team)
            keys.Insert(0, ServiceRow.TeamKey(team));
        await tables.Services.DeleteInChunksAsync(tenant, keys, cancellation);
        lists?.Touch(tenant);
    }

    private async Task<string?> SubmitAsync(string tenant, TableEntity service, List<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            await tables.Services.SubmitTransactionAsync(actions, cancellation);
            lists?.Touch(tenant);
            return null;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.Is(failure))
        {
            return await tables.Services.FindOwnAsync(service, cancellation) is null ? actions[failure.FailedTransactionActionIndex ?? 0].Entity.RowKey : null;
        }
    }

    /// <summary>What no other service of the tenant has, and may change.</summary>
    private static List<string> PointersOf(Service service) =>
        service.Settings.Mailbox is { } mailbox ? [ServiceRow.UpnKey(service.Upn), ServiceRow.MailboxKey(mailbox)] : [ServiceRow.UpnKey(service.Upn)];

    private static TableTransactionAction Pointer(string tenant, string key, string serviceId) =>
        new(TableTransactionActionType.Add, new TableEntity(tenant, key) { ["ServiceId"] = serviceId });
}
