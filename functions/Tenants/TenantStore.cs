using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants;

/// <summary>Reads and creates tenants.</summary>
internal sealed class TenantStore(StoreTables tables)
{
    public async Task<Tenant?> FindAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, TenantKeys.Tenant, null, cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The ids of all tenants.</summary>
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
    /// <returns>False where the tenant exists.</returns>
    public async Task<bool> CreateAsync(Tenant tenant, string generalJson, string author, CancellationToken cancellation)
    {
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
        row.GetDateTimeOffset("Created") ?? default);

    internal static TableEntity Write(Tenant tenant) => new(tenant.Id, TenantKeys.Tenant)
    {
        ["State"] = tenant.State.ToString(),
        ["Revision"] = tenant.Revision,
        ["Created"] = tenant.Created,
    };

    private static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity);
}
