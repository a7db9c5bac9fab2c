using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Sync;

/// <summary>The rows of <c>SyncState</c> that there is one of in a tenant.</summary>
internal sealed class SyncStateStore(StoreTables tables, TimeProvider time)
{
    public async Task<(SyncSchedule Schedule, ETag? ETag)> ReadScheduleAsync(string tenant, CancellationToken cancellation)
    {
        if (await FindAsync(tenant, SyncStateKeys.Schedule, cancellation) is not { } row)
            return (SyncSchedule.New, null);
        return (new(
            row.GetInt64("Sequence") ?? 0,
            row.GetDateTimeOffset("Outstanding"),
            row.GetBoolean("Sent") ?? false,
            row.GetDateTimeOffset("NextDue") ?? DateTimeOffset.UnixEpoch,
            row.GetBoolean("Again") ?? false,
            row.GetDateTimeOffset("Begun") ?? default)
        {
            Heard = row.GetDateTimeOffset("Heard"),
            Failing = row.GetString("Failing") is { } json ? JsonSerializer.Deserialize(json, NimbusJson.Stored.SyncBackoff) : null,
        }, row.ETag);
    }

    /// <returns>The new tag, or null where somebody else changed the schedule meanwhile.</returns>
    public Task<ETag?> WriteScheduleAsync(string tenant, SyncSchedule schedule, ETag? over, CancellationToken cancellation) =>
        tables.SyncState.WriteOverAsync(
            new(tenant, SyncStateKeys.Schedule)
            {
                ["Sequence"] = schedule.Sequence,
                ["Outstanding"] = schedule.Outstanding,
                ["Heard"] = schedule.Heard,
                ["Sent"] = schedule.Sent,
                ["NextDue"] = schedule.NextDue,
                ["Again"] = schedule.Again,
                ["Failing"] = schedule.Failing is { } failing ? JsonSerializer.Serialize(failing, NimbusJson.Default.SyncBackoff) : null,
                // The table's earliest time is 1601-01-01.
                ["Begun"] = schedule.Begun == default ? null : schedule.Begun,
            },
            over,
            cancellation);

    /// <summary>Takes the right to work on a tenant, from whoever has it: its next renewal fails.</summary>
    public async Task<SyncLease> TakeLeaseAsync(string tenant, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await FindAsync(tenant, SyncStateKeys.Lease, cancellation);
            if (await WriteLeaseAsync(tenant, (row?.GetInt64("Number") ?? 0) + 1, row?.ETag, cancellation) is { } lease)
                return lease;
        }
    }

    /// <summary>Shows that the right is still held; null where somebody else took it.</summary>
    public Task<SyncLease?> RenewLeaseAsync(string tenant, SyncLease lease, CancellationToken cancellation) =>
        WriteLeaseAsync(tenant, lease.Number, lease.ETag, cancellation);

    public async Task<SyncLinks> ReadLinksAsync(string tenant, CancellationToken cancellation)
    {
        if (await FindAsync(tenant, SyncStateKeys.Links, cancellation) is not { } row)
            return SyncLinks.None;
        return new(
            row.GetString("Users"),
            row.GetString("UsersNext"),
            row.GetString("Groups"),
            row.GetString("GroupsNext"),
            row.GetDateTimeOffset("AsOf"),
            new(row.GetString("AdministratorsGroup"), row.GetString("PartnersGroup")));
    }

    public Task WriteLinksAsync(string tenant, SyncLinks links, CancellationToken cancellation) => UpsertAsync(
        new(tenant, SyncStateKeys.Links)
        {
            ["Users"] = links.Users,
            ["UsersNext"] = links.UsersNext,
            ["Groups"] = links.Groups,
            ["GroupsNext"] = links.GroupsNext,
            ["AsOf"] = links.AsOf,
            ["AdministratorsGroup"] = links.Administrators.Tenant,
            ["PartnersGroup"] = links.Administrators.Partner,
        },
        cancellation);

    /// <summary>Since when an audit is due; null: none is.</summary>
    public async Task<DateTimeOffset?> ReadAuditDueAsync(string tenant, CancellationToken cancellation) =>
        (await FindAsync(tenant, SyncStateKeys.Audit, cancellation))?.GetDateTimeOffset("Due");

    public async Task WriteAuditDueAsync(string tenant, DateTimeOffset? due, CancellationToken cancellation)
    {
        if (due is null)
            await tables.SyncState.DeleteEntityAsync(tenant, SyncStateKeys.Audit, ETag.All, cancellation);
        else
            await UpsertAsync(new(tenant, SyncStateKeys.Audit) { ["Due"] = due }, cancellation);
    }

    public async Task<RunState?> ReadRunAsync(string tenant, CancellationToken cancellation) =>
        await ReadJsonAsync(tenant, SyncStateKeys.Run, cancellation) is { } json
            ? JsonSerializer.Deserialize(json, NimbusJson.Stored.RunState)
            : null;

    public Task WriteRunAsync(string tenant, RunState run, CancellationToken cancellation) =>
        UpsertAsync(Json(tenant, SyncStateKeys.Run, JsonSerializer.Serialize(run, NimbusJson.Default.RunState)), cancellation);

    public async Task<RunSummary?> ReadLastRunAsync(string tenant, CancellationToken cancellation) =>
        await ReadJsonAsync(tenant, SyncStateKeys.LastRun, cancellation) is { } json
            ? JsonSerializer.Deserialize(json, NimbusJson.Stored.RunSummary)
            : null;

    public Task WriteLastRunAsync(string tenant, RunSummary run, CancellationToken cancellation) =>
        UpsertAsync(Json(tenant, SyncStateKeys.LastRun, JsonSerializer.Serialize(run, NimbusJson.Default.RunSummary)), cancellation);

    private async Task<SyncLease?> WriteLeaseAsync(string tenant, long number, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(tenant, SyncStateKeys.Lease) { ["Number"] = number, ["At"] = time.GetUtcNow() };
        return await tables.SyncState.WriteOverAsync(row, over, cancellation) is { } written ? new(number, written) : null;
    }

    private async Task UpsertAsync(TableEntity row, CancellationToken cancellation) =>
        await tables.SyncState.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);

    private async Task<TableEntity?> FindAsync(string tenant, string key, CancellationToken cancellation)
    {
        var row = await tables.SyncState.GetEntityIfExistsAsync<TableEntity>(tenant, key, null, cancellation);
        return row.HasValue ? row.Value : null;
    }

    private async Task<string?> ReadJsonAsync(string tenant, string key, CancellationToken cancellation) =>
        (await FindAsync(tenant, key, cancellation))?.GetString("Json");

    private static TableEntity Json(string tenant, string key, string json) => new(tenant, key) { ["Json"] = json };
}
