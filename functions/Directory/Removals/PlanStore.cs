using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Held plans, what was removed in the last 24 hours, and the emergency switch: rows of <c>SyncState</c>.</summary>
internal sealed class PlanStore(StoreTables tables)
{
    public async Task<HeldPlan?> FindAsync(string tenant, string hash, CancellationToken cancellation) =>
        await tables.SyncState.FindRowAsync(tenant, RemovalKeys.Plan(hash), cancellation) is { } row ? ReadPlan(row) : null;

    /// <summary>All plans of a tenant, those that are decided too, newest first.</summary>
    public async Task<IReadOnlyList<HeldPlan>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var plans = new List<HeldPlan>();
        await foreach (var row in RowsAsync(tenant, RemovalKeys.PlanPrefix, cancellation))
            plans.Add(ReadPlan(row));
        return [.. plans.OrderByDescending(plan => plan.Created)];
    }

    public Task WriteAsync(string tenant, HeldPlan plan, CancellationToken cancellation) => tables.SyncState.UpsertEntityAsync(
        new TableEntity(tenant, RemovalKeys.Plan(plan.Hash)) { ["Json"] = JsonSerializer.Serialize(plan, NimbusJson.Default.HeldPlan) },
        TableUpdateMode.Replace,
        cancellation);

    /// <summary>What was removed since <see cref="RemovalWindow.Length"/>; older rows go on the way.</summary>
    public async Task<RemovalWindow> ReadWindowAsync(string tenant, DateTimeOffset now, CancellationToken cancellation)
    {
        var window = RemovalWindow.Empty;
        var first = RemovalKeys.Window(now - RemovalWindow.Length);
        await foreach (var row in RowsAsync(tenant, RemovalKeys.WindowPrefix, cancellation))
        {
            if (string.CompareOrdinal(row.RowKey, first) < 0)
                await tables.SyncState.DeleteEntityAsync(tenant, row.RowKey, ETag.All, cancellation);
            else if (JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.RemovalWindow) is { } removed)
                window = window.With(removed);
        }

        return window;
    }

    /// <summary>Counts a plan, before it is carried out: a crash between the two counts too much, never too little.</summary>
    public Task CountAsync(string tenant, RemovalWindow removed, DateTimeOffset now, CancellationToken cancellation) =>
        tables.SyncState.UpsertEntityAsync(
            new TableEntity(tenant, RemovalKeys.Window(now)) { ["Json"] = JsonSerializer.Serialize(removed, NimbusJson.Default.RemovalWindow) },
            TableUpdateMode.Replace,
            cancellation);

    public async Task<RemovalPause?> ReadPauseAsync(string partition, CancellationToken cancellation)
    {
        var row = await tables.SyncState.GetEntityIfExistsAsync<TableEntity>(partition, RemovalKeys.Pause, null, cancellation);
        return row.HasValue ? JsonSerializer.Deserialize(row.Value!.Text("Json"), NimbusJson.Stored.RemovalPause) : null;
    }

    public async Task WritePauseAsync(string partition, RemovalPause? pause, CancellationToken cancellation)
    {
        if (pause is null)
            await tables.SyncState.DeleteEntityAsync(partition, RemovalKeys.Pause, ETag.All, cancellation);
        else
            await tables.SyncState.UpsertEntityAsync(
                new TableEntity(partition, RemovalKeys.Pause) { ["Json"] = JsonSerializer.Serialize(pause, NimbusJson.Default.RemovalPause) },
                TableUpdateMode.Replace,
                cancellation);
    }

    /// <summary>Who paused the removals of a tenant, or of all; null: nobody.</summary>
    public async Task<RemovalPause?> PauseOfAsync(string tenant, CancellationToken cancellation) =>
        await ReadPauseAsync(RemovalKeys.AllTenants, cancellation) ?? await ReadPauseAsync(tenant, cancellation);

    private AsyncPageable<TableEntity> RowsAsync(string tenant, string prefix, CancellationToken cancellation) =>
        tables.SyncState.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"),
            cancellationToken: cancellation);

    private static HeldPlan ReadPlan(TableEntity row) => JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.HeldPlan)!;
}

/// <summary>The emergency switch, thrown.</summary>
/// <param name="By">Who threw it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, 1 to 256 characters.</param>
internal sealed record RemovalPause(string By, DateTimeOffset At, string Reason);
