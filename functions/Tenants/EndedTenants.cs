using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants;

/// <summary>
/// The tenants that were off-boarded: partition <c>ended</c> of <c>Tenants</c>. A row is written before its tenant ends and
/// may outlive a tenant's return: whoever finds the tenant itself believes that.
/// </summary>
internal sealed class EndedTenants(StoreTables tables)
{
    public Task RememberAsync(EndedTenant ended, CancellationToken cancellation) => tables.Tenants.UpsertEntityAsync(
        new TableEntity(TenantKeys.Ended, ended.Id) { ["At"] = ended.At, ["ReceiptDays"] = ended.ReceiptDays },
        TableUpdateMode.Replace,
        cancellation);

    /// <summary>Null where there is none.</summary>
    public async Task<EndedTenant?> FindAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(TenantKeys.Ended, tenant, null, cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TenantKeys.Ended}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            ids.Add(row.RowKey);
        return ids;
    }

    public Task ForgetAsync(string tenant, CancellationToken cancellation) =>
        tables.Tenants.DeleteEntityAsync(TenantKeys.Ended, tenant, ETag.All, cancellation);

    private static EndedTenant Read(TableEntity row) =>
        new(row.RowKey, row.GetDateTimeOffset("At") ?? default, row.GetInt32("ReceiptDays") ?? throw new InvalidDataException("A row lacks the column ReceiptDays."));
}
