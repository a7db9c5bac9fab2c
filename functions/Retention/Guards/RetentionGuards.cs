using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Retention.Guards;

/// <summary>
/// Reads what stands before a tenant's data: the section with its former days (one row), the switches, the legal holds.
/// </summary>
internal sealed class RetentionGuards(
    SettingsStore settings, GuardStore store, IOptions<RetentionOptions> options, TimeProvider time) : IRetentionGuards
{
    public async Task<GuardView> ReadAsync(string tenant, CancellationToken cancellation)
    {
        var all = store.ReadPauseAsync(GuardStore.AllTenants, cancellation);
        var rows = store.ReadAsync(tenant, cancellation);
        var stored = settings.ReadAsync(tenant, SettingsCatalogue.Retention, cancellation);
        await Task.WhenAll(all, rows, stored);
        var (pause, holds) = await rows;
        var section = await stored;
        return new(
            Lowerings.InForce(
                SettingsCatalogue.Retention.Parse(section.Json),
                Lowerings.Parse(section.Beside),
                // Who lowered it may have a slow clock, and this one may be fast: no hold is cut short by that.
                time.GetUtcNow() - KindCut.Margin,
                options.Value.LoweringHold),
            (await all ?? pause) is not null,
            Subjects(holds, hold => hold.User),
            Subjects(holds, hold => hold.Service));
    }

    private static ImmutableHashSet<string> Subjects(ImmutableArray<LegalHold> holds, Func<LegalHold, string?> subject) =>
        holds.Select(subject).OfType<string>().ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
