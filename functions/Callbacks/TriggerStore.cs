using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Callbacks;

/// <summary>
/// The table <c>Triggers</c>, partition the tenant: <c>t|{id}</c> what was registered, <c>h|{id}</c> how its deliveries go,
/// which changes often and is another writer's.
/// </summary>
internal sealed class TriggerStore(StoreTables tables)
{
    /// <summary>The column of the flow's address: it holds a signature and goes nowhere but to the address itself.</summary>
    public const string AddressColumn = "Address";

    private const string TriggerPrefix = "t|";
    private const string HealthPrefix = "h|";

    /// <summary>All triggers of a tenant, with their health.</summary>
    public async Task<IReadOnlyList<FlowTrigger>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var triggers = new List<FlowTrigger>();
        var health = new Dictionary<string, TriggerHealth>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant}");
        await foreach (var row in tables.Triggers.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (row.RowKey.StartsWith(HealthPrefix, StringComparison.Ordinal))
                health[row.RowKey[HealthPrefix.Length..]] = ReadHealth(row);
            else
                triggers.Add(ReadTrigger(row));
        }

        return [.. triggers.Select(trigger => trigger with { Health = health.GetValueOrDefault(trigger.Id, TriggerHealth.Fine) })];
    }

    public async Task<FlowTrigger?> FindAsync(string tenant, string id, CancellationToken cancellation)
    {
        if (await tables.Triggers.FindRowAsync(tenant, TriggerPrefix + id, cancellation) is not { } trigger)
            return null;
        var health = await tables.Triggers.GetEntityIfExistsAsync<TableEntity>(tenant, HealthPrefix + id, null, cancellation);
        return ReadTrigger(trigger) with { Health = health.HasValue ? ReadHealth(health.Value!) : TriggerHealth.Fine };
    }

    /// <summary>Adds one, in good health: a delivery that ended late may have left that of an earlier one.</summary>
    public async Task AddAsync(string tenant, FlowTrigger trigger, CancellationToken cancellation)
    {
        await tables.Triggers.DeleteEntityAsync(tenant, HealthPrefix + trigger.Id, ETag.All, cancellation);
        await tables.Triggers.AddEntityAsync(
            new TableEntity(tenant, TriggerPrefix + trigger.Id)
            {
                ["User"] = trigger.UserId,
                [AddressColumn] = trigger.Address,
                ["Json"] = JsonSerializer.Serialize(trigger with { Address = "", Health = TriggerHealth.Fine }, NimbusJson.Default.FlowTrigger),
            },
            cancellation);
    }

    /// <summary>Removes it; harmless where it is gone.</summary>
    public async Task RemoveAsync(string tenant, string id, CancellationToken cancellation)
    {
        await tables.Triggers.DeleteEntityAsync(tenant, TriggerPrefix + id, ETag.All, cancellation);
        await tables.Triggers.DeleteEntityAsync(tenant, HealthPrefix + id, ETag.All, cancellation);
    }

    /// <summary>Changes how a trigger's deliveries go; again where somebody else was first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The trigger.</param>
    /// <param name="change">Pure; the same value back: nothing is written.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The health from then on.</returns>
    public async Task<TriggerHealth> ChangeHealthAsync(
        string tenant, string id, Func<TriggerHealth, TriggerHealth> change, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await tables.Triggers.GetEntityIfExistsAsync<TableEntity>(tenant, HealthPrefix + id, null, cancellation);
            var health = row.HasValue ? ReadHealth(row.Value!) : TriggerHealth.Fine;
            var changed = change(health);
            if (changed == health)
                return health;
            var entity = new TableEntity(tenant, HealthPrefix + id) { ["Json"] = JsonSerializer.Serialize(changed, NimbusJson.Default.TriggerHealth) };
            if (await tables.Triggers.WriteOverAsync(entity, row.HasValue ? row.Value!.ETag : null, cancellation) is not null)
                return changed;
        }
    }

    private static FlowTrigger ReadTrigger(TableEntity row) =>
        (JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.FlowTrigger) ?? throw new JsonException("A trigger is null."))
            with
        { Address = row.Text(AddressColumn) };

    private static TriggerHealth ReadHealth(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.TriggerHealth) ?? throw new JsonException("A trigger's health is null.");
}
