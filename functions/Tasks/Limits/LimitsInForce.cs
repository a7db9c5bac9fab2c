using System.Collections.Concurrent;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tasks.Limits;

/// <summary>
/// A tenant's settings as they are in force here: read at most three seconds ago, and never an older revision than
/// somebody has acted on. Together with the longest commit that is the rule's "at most 5 s ago".
/// </summary>
internal sealed class LimitsInForce(SettingsStore settings, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    // From here on the first who asks reads anew, so that under load nobody waits and nobody reads beside him.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Reading> readings = new(StringComparer.Ordinal);

    /// <summary>What is in force for a partition.</summary>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    public async ValueTask<LaneLimits> OfAsync(TaskPartition partition, long atLeast, CancellationToken cancellation)
    {
        var all = await FindAsync(partition.Tenant, cancellation, atLeast)
            ?? throw new InvalidOperationException("The tenant does not exist any more.");
        return LaneLimits.Of(all.Limits, partition.Modality, all.Revision);
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="atLeast">A revision that somebody has seen.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    public async ValueTask<TenantSettings> ReadAsync(string tenant, long atLeast, CancellationToken cancellation) =>
        await FindAsync(tenant, cancellation, atLeast) ?? throw new InvalidOperationException("The tenant does not exist any more.");

    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="atLeast">A revision that somebody has acted on.</param>
    /// <returns>The settings, or null where there is no such tenant.</returns>
    public async ValueTask<TenantSettings?> FindAsync(string tenant, CancellationToken cancellation, long atLeast = 0)
    {
        var now = time.GetUtcNow();
        if (readings.TryGetValue(tenant, out var known) && known.Settings?.Revision >= atLeast
            && (now - known.Asked < Fresh || (now - known.Asked < Lifetime && !known.TryRenew())))
            return known.Settings;
        try
        {
            var all = await settings.ReadAllAsync(tenant, cancellation);
            readings[tenant] = new(all, now);
            return all;
        }
        catch
        {
            known?.Release();
            throw;
        }
    }

    private sealed record Reading(TenantSettings? Settings, DateTimeOffset Asked)
    {
        private int renewing;

        /// <returns>Whether it is this caller's turn to read anew.</returns>
        public bool TryRenew() => Interlocked.Exchange(ref renewing, 1) == 0;

        public void Release() => renewing = 0;
    }
}
