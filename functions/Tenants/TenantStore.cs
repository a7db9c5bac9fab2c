using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants;

/// <summary>Reads and creates tenants.</summary>
internal sealed class TenantStore(StoreTables tables)
{
    /// <summary>Those that were off-boarded.</summary>
    public EndedTenants Ended { get; } = new(tables);

    /// <summary>Null where there is no such tenant, or it has ended.</summary>
    public async Task<Tenant?> FindAsync(string tenant, CancellationToken cancellation) =>
        await FindStoredAsync(tenant, cancellation) is { Tenant: { Ended: null } found } ? found : null;

    /// <summary>The same of a tenant that has ended and whose data is being removed.</summary>
    public async Task<StoredTenant?> FindStoredAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, TenantKeys.Tenant, null, cancellation);
        return row.HasValue ? new(Read(row.Value!), row.Value!.ETag) : null;
    }

    /// <summary>Writes a tenant over what was read.</summary>
    /// <returns>False where somebody changed it meanwhile.</returns>
    public Task<bool> ReplaceAsync(StoredTenant before, Tenant after, CancellationToken cancellation) =>
        TryAsync(() => tables.Tenants.UpdateEntityAsync(Write(after), before.ETag, TableUpdateMode.Replace, cancellation));

    /// <summary>Whether the tenant's partition has any row beside the tenant's own.</summary>
    public async Task<bool> HasMoreAsync(string tenant, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ne {TenantKeys.Tenant}");
        await foreach (var _ in tables.Tenants.QueryAsync<TableEntity>(filter, 1, ["RowKey"], cancellation))
            return true;
        return false;
    }

    /// <summary>The last step of a removal: the tenant's own row goes, unless somebody changed it meanwhile.</summary>
    public Task<bool> RemoveAsync(StoredTenant before, CancellationToken cancellation) => TryAsync(async () =>
    {
        // A deletion of a single row that is not there is no failure; one of a transaction is.
        await tables.Tenants.SubmitTransactionAsync(
            [new(TableTransactionActionType.Delete, new TableEntity(before.Tenant.Id, TenantKeys.Tenant), before.ETag)], cancellation);
    });

    /// <summary>
    /// Takes a tenant that has ended from the list. Over what was read before it was seen ended: should it be registered
    /// again meanwhile, it stays listed.
    /// </summary>
    public async Task UnlistAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(TenantKeys.Index, tenant, null, cancellation);
        if (row.HasValue && await FindStoredAsync(tenant, cancellation) is { Tenant.Ended: not null })
            await TryAsync(() => tables.Tenants.DeleteEntityAsync(TenantKeys.Index, tenant, row.Value!.ETag, cancellation));
    }

    /// <summary>The ids of all tenants, but for those that have ended.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TenantKeys.Index}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            ids.Add(row.RowKey);
        return ids;
    }

    /// <summary>
    /// Creates a tenant with its general section and its first organization unit. The index comes first: a tenant
    /// that is listed and not there is passed over, one that is there and not listed would be forgotten.
    /// </summary>
    /// <returns>False where the tenant exists, or its former data is being removed.</returns>
    public async Task<bool> CreateAsync(Tenant tenant, string generalJson, string author, CancellationToken cancellation)
    {
        if (await FindStoredAsync(tenant.Id, cancellation) is { Tenant.Ended: not null })
            return false;
        await tables.Tenants.UpsertEntityAsync(
            new TableEntity(TenantKeys.Index, tenant.Id), TableUpdateMode.Replace, cancellation);
        try
        {
            await tables.Tenants.SubmitTransactionAsync(
                [
                    Add(Write(tenant)),
                    Add(new(tenant.Id, TenantKeys.Section(SettingsCatalogue.General.Name))
                    {
                        ["Json"] = generalJson,
                        ["Revision"] = tenant.Revision,
                    }),
                    Add(new(tenant.Id, TenantKeys.History(tenant.Revision, SettingsCatalogue.General.Name))
                    {
                        ["Section"] = SettingsCatalogue.General.Name,
                        ["Author"] = author,
                        ["At"] = tenant.Created,
                        ["Was"] = SettingsCatalogue.General.DefaultJson,
                        ["Json"] = generalJson,
                    }),
                    Add(new(tenant.Id, TenantKeys.OrganizationUnit(OrganizationUnit.DefaultIdOf(tenant.Id)))
                    {
                        ["Name"] = OrganizationUnit.DefaultName,
                    }),
                ],
                cancellation);
            return true;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.Is(failure))
        {
            return false;
        }
    }

    /// <summary>Whether an organization unit is there now.</summary>
    public async Task<bool> HasUnitAsync(string tenant, string unit, CancellationToken cancellation) =>
        await tables.Tenants.FindRowAsync(tenant, TenantKeys.OrganizationUnit(unit), cancellation, ["RowKey"]) is not null;

    /// <summary>Where new users and services lie now.</summary>
    public async Task<string> DefaultUnitAsync(string tenant, ProvisioningSection provisioning, CancellationToken cancellation) =>
        provisioning.DefaultOrganizationUnitId is { } named
            ? OrganizationUnit.DefaultOf(tenant, named, await OrganizationUnitsAsync(tenant, cancellation))
            : OrganizationUnit.DefaultIdOf(tenant);

    public async Task<IReadOnlyList<OrganizationUnit>> OrganizationUnitsAsync(string tenant, CancellationToken cancellation)
    {
        var units = new List<OrganizationUnit>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"unit|"} and RowKey lt {"unit}"}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            units.Add(new(row.RowKey["unit|".Length..], row.Text("Name"), row.GetString("ParentId")));
        return units;
    }

    internal static Tenant Read(TableEntity row) => new(
        row.PartitionKey,
        row.Word<TenantState>("State"),
        row.GetInt64("Revision") ?? 0,
        row.GetDateTimeOffset("Created") ?? default,
        row.GetDateTimeOffset("DeletionAsked"),
        row.GetDateTimeOffset("DeletionConfirmed"),
        row.GetDateTimeOffset("DeletionEnds"),
        row.GetDateTimeOffset("Ended"))
    {
        StateSince = row.GetDateTimeOffset("StateSince"),
    };

    internal static TableEntity Write(Tenant tenant) => new(tenant.Id, TenantKeys.Tenant)
    {
        ["State"] = tenant.State.ToString(),
        ["Revision"] = tenant.Revision,
        ["Created"] = tenant.Created,
        ["DeletionAsked"] = tenant.DeletionAsked,
        ["DeletionConfirmed"] = tenant.DeletionConfirmed,
        ["DeletionEnds"] = tenant.DeletionEnds,
        ["Ended"] = tenant.Ended,
        ["StateSince"] = tenant.StateSince,
    };

    private static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return false;
        }
    }

    private static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity);
}
