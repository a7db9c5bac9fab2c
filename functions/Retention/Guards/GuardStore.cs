using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Guards;

/// <summary>
/// Switches and legal holds: rows <c>retention|pause</c> and <c>retention|hold|{id}</c> of the tenant's partition of
/// <c>Tenants</c>; the switch of all in the partition <c>all</c>.
/// </summary>
internal sealed class GuardStore(StoreTables tables)
{
    /// <summary>The partition of the switch for all tenants.</summary>
    public const string AllTenants = "all";

    /// <summary>Begins the keys of them all.</summary>
    public const string Prefix = "retention|";

    private const string PauseKey = Prefix + "pause";
    private const string HoldPrefix = Prefix + "hold|";

    /// <summary>Whether the tenant has ended, so that nothing but its guards is written for it any more.</summary>
    public async Task<bool> IsEndedAsync(string tenant, CancellationToken cancellation) =>
        await new TenantStore(tables).FindStoredAsync(tenant, cancellation) is { Tenant.Ended: not null };

    public async Task<GuardRows> ReadAsync(string tenant, CancellationToken cancellation)
    {
        PurgePause? pause = null;
        var holds = ImmutableArray.CreateBuilder<LegalHold>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {Prefix} and RowKey lt {"retention}"}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (row.RowKey == PauseKey)
                pause = ReadPause(row);
            else if (row.RowKey.StartsWith(HoldPrefix, StringComparison.Ordinal))
                holds.Add(ReadHold(row));
        }

        return new(pause, holds.ToImmutable());
    }

    public async Task<PurgePause?> ReadPauseAsync(string partition, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(partition, PauseKey, null, cancellation);
        return row.HasValue ? ReadPause(row.Value!) : null;
    }

    /// <summary>Throws the switch, or (null) turns it back.</summary>
    public async Task WritePauseAsync(string partition, PurgePause? pause, CancellationToken cancellation)
    {
        if (pause is null)
            await tables.Tenants.DeleteEntityAsync(partition, PauseKey, ETag.All, cancellation);
        else
            await PutAsync(new(partition, PauseKey) { ["By"] = pause.By, ["At"] = pause.At, ["Reason"] = pause.Reason }, pause.At, cancellation);
    }

    public async Task<LegalHold?> FindHoldAsync(string tenant, string id, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, HoldPrefix + id, null, cancellation);
        return row.HasValue ? ReadHold(row.Value!) : null;
    }

    public Task AddHoldAsync(string tenant, LegalHold hold, CancellationToken cancellation) => PutAsync(
        new(tenant, HoldPrefix + hold.Id)
        {
            ["User"] = hold.User,
            ["Service"] = hold.Service,
            ["Reason"] = hold.Reason,
            ["Author"] = hold.Author,
            ["At"] = hold.At,
        },
        hold.At,
        cancellation);

    public Task RemoveHoldAsync(string tenant, string id, CancellationToken cancellation) =>
        tables.Tenants.DeleteEntityAsync(tenant, HoldPrefix + id, ETag.All, cancellation);

    /// <summary>
    /// Together with a touch of the tenant's own row: the last step of an off-boarding then finds it changed, and no guard is
    /// left behind of a tenant that is gone (404).
    /// </summary>
    private async Task PutAsync(TableEntity row, DateTimeOffset at, CancellationToken cancellation)
    {
        var put = new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        await tables.Tenants.SubmitTransactionAsync(
            row.PartitionKey == AllTenants
                ? [put]
                : [put, new(TableTransactionActionType.UpdateMerge, new TableEntity(row.PartitionKey, TenantKeys.Tenant) { ["Guarded"] = at }, ETag.All)],
            cancellation);
    }

    private static PurgePause ReadPause(TableEntity row) =>
        new(row.Text("By"), row.GetDateTimeOffset("At") ?? default, row.Text("Reason"));

    private static LegalHold ReadHold(TableEntity row) => new(
        row.RowKey[HoldPrefix.Length..],
        row.GetString("User"),
        row.GetString("Service"),
        row.Text("Reason"),
        row.Text("Author"),
        row.GetDateTimeOffset("At") ?? default);
}
