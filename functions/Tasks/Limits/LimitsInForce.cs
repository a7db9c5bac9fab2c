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

    private readonly ConcurrentDictionary<string, Lazy<Task<Reading>>> readings = new(StringComparer.Ordinal);

    /// <summary>What is in force for a partition.</summary>
    public async ValueTask<LaneLimits> OfAsync(TaskPartition partition, long atLeast, CancellationToken cancellation)
    {
        var all = await ReadAsync(partition.Tenant, atLeast, cancellation);
        return LaneLimits.Of(all.Limits, partition.Modality, all.Revision);
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="atLeast">A revision that somebody has seen.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    public async ValueTask<TenantSettings> ReadAsync(string tenant, long atLeast, CancellationToken cancellation) =>
        await FindAsync(tenant, cancellation, atLeast) ?? throw new InvalidOperationException("The tenant does not exist any more.");

    /// <summary>The same; null where there is no such tenant.</summary>
    public async ValueTask<TenantSettings?> FindAsync(string tenant, CancellationToken cancellation, long atLeast = 0)
    {
        while (true)
        {
            var reading = readings.GetOrAdd(tenant, Begin);
            try
            {
                var (found, asked) = await reading.Value.WaitAsync(cancellation);
                if (time.GetUtcNow() - asked < Lifetime && (found is null || found.Revision >= atLeast))
                    return found;
            }
            catch
            {
                readings.TryRemove(new(tenant, reading));
                throw;
            }

            readings.TryUpdate(tenant, Begin(tenant), reading);
        }
    }

    private Lazy<Task<Reading>> Begin(string tenant) => new(() => ReadAsync(tenant));

    private async Task<Reading> ReadAsync(string tenant)
    {
        var asked = time.GetUtcNow();
        return new(await settings.ReadAllAsync(tenant, CancellationToken.None), asked);
    }

    private sealed record Reading(TenantSettings? Settings, DateTimeOffset Asked);
}
