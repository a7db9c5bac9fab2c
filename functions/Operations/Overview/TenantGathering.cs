using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Operations.Overview;

/// <summary>Gathers what is stored of a tenant, through those who keep it.</summary>
internal sealed class TenantGathering(
    StoreTables tables, SettingsStore settings, SyncStateStore sync, PlanStore plans, GuardStore guards, ScheduleBook purges,
    TriggerStore triggers, IOptions<RetentionOptions> retention, TimeProvider time)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="presence">Its row of the presence; all of them are read together.</param>
    /// <param name="letters">Its letters.</param>
    /// <param name="pauses">The switches of all tenants.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null where there is no such tenant, or it has ended.</returns>
    public async Task<TenantFacts?> ReadAsync(
        string tenant, PresenceSchedule? presence, LetterCount letters, PausesOfAll pauses, CancellationToken cancellation)
    {
        if (await settings.ReadDocumentAsync(tenant, cancellation) is not { } document)
            return null;
        // Several requests on their way together; each answers by itself.
        var schedule = sync.ReadScheduleAsync(tenant, cancellation);
        var links = sync.ReadLinksAsync(tenant, cancellation);
        var lastRun = sync.ReadLastRunAsync(tenant, cancellation);
        var held = plans.ListAsync(tenant, cancellation);
        var removals = plans.ReadPauseAsync(tenant, cancellation);
        var purge = purges.FindAsync(tenant, cancellation);
        var pause = guards.ReadPauseAsync(tenant, cancellation);
        var flows = triggers.ListAsync(tenant, cancellation);
        var slots = SlotsAsync(tenant, Section(SettingsCatalogue.Limits), cancellation);
        await Task.WhenAll(schedule, links, lastRun, held, removals, purge, pause, flows, slots);
        return new(document.Tenant, Section(SettingsCatalogue.General).Name ?? "")
        {
            Sync = (await schedule).Schedule,
            LastRun = await lastRun,
            TokensAsOf = (await links).AsOf,
            Plans = [.. (await held).Where(plan => plan.State == HeldPlanState.Held)],
            RemovalsPaused = await removals,
            Presence = presence,
            Purge = (await purge)?.Schedule,
            PurgesPaused = await pause,
            PausesOfAll = pauses,
            HeldLowerings = Lowerings.Held(
                Section(SettingsCatalogue.Retention), Lowerings.Parse(document.Of(SettingsCatalogue.Retention).Beside), time.GetUtcNow(), retention.Value.LoweringHold).Length,
            Letters = letters,
            Slots = await slots,
            Suspended = [.. (await flows).Where(trigger => trigger.Health.Cause is not null)],
        };

        T Section<T>(SettingsSection<T> section) where T : class => section.Parse(document.Of(section).Json);
    }

    /// <summary>The switches that hold for all tenants.</summary>
    public async Task<PausesOfAll> PausesAsync(CancellationToken cancellation) => new(
        await plans.ReadPauseAsync(RemovalKeys.AllTenants, cancellation), await guards.ReadPauseAsync(GuardStore.AllTenants, cancellation));

    private async Task<IReadOnlyList<SlotUse>> SlotsAsync(string tenant, LimitsSection limits, CancellationToken cancellation)
    {
        var use = new List<SlotUse>();
        var (from, to) = ($"{tenant}|", $"{tenant}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {SlotRow.Key}");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var (partition, slots) = (TaskPartition.Parse(row.PartitionKey), SlotRow.Read(row));
            if (slots is { InUse: > 0 } or { Held: > 0 })
                use.Add(new(partition, limits.CapOf(partition.Modality), slots.InUse, slots.Held, slots.OldestHeld?.Arrived));
        }

        return use;
    }
}

/// <summary>The switches that hold for all tenants; null: not thrown.</summary>
internal sealed record PausesOfAll(RemovalPause? Removals, PurgePause? Purges);
