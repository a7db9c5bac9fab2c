using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Retention.Guards;

/// <summary>Reads what a tenant's lowerings will take, and what stands before them.</summary>
internal sealed class RetentionPlanReader(
    SettingsStore settings, GuardStore store, RowsAtStake rows, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <summary>The section as stored, and what of it does not count yet.</summary>
    public async Task<(StoredSection Stored, RetentionSection Section, ImmutableArray<HeldLowering> Held)> ReadHeldAsync(
        string tenant, CancellationToken cancellation)
    {
        var stored = await settings.ReadAsync(tenant, SettingsCatalogue.Retention, cancellation);
        var section = SettingsCatalogue.Retention.Parse(stored.Json);
        return (stored, section, Lowerings.Held(section, Lowerings.Parse(stored.Beside), time.GetUtcNow(), options.Value.LoweringHold));
    }

    public async Task<RetentionPlan> ReadAsync(string tenant, CancellationToken cancellation)
    {
        var (_, _, held) = await ReadHeldAsync(tenant, cancellation);
        var guards = await store.ReadAsync(tenant, cancellation);
        var all = await store.ReadPauseAsync(GuardStore.AllTenants, cancellation);
        return new(held, await rows.CountAsync(tenant, held, cancellation), guards.Pause, all, guards.Holds.Length);
    }
}
