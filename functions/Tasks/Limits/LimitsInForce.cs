using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tasks.Limits;

/// <summary>
/// A tenant's settings as they are in force here: read at most three seconds ago, and never an older revision than
/// somebody has acted on. Together with the longest commit that is the rule's "at most 5 s ago".
/// </summary>
internal sealed class LimitsInForce(SettingsStore settings, TimeProvider time)
{
    private readonly BriefMemory<string, TenantSettings> memory = new(settings.ReadAllAsync, time);

    /// <summary>What is in force for a partition.</summary>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    public async ValueTask<LaneLimits> OfAsync(TaskPartition partition, long atLeast, CancellationToken cancellation)
    {
        var all = await memory.FindAsync(partition.Tenant, cancellation, known => known.Revision >= atLeast)
            ?? throw new InvalidOperationException("The tenant does not exist any more.");
        return LaneLimits.Of(all, partition.Modality);
    }

    /// <returns>The settings, or null where there is no such tenant.</returns>
    public ValueTask<TenantSettings?> FindAsync(string tenant, CancellationToken cancellation) => memory.FindAsync(tenant, cancellation);
}
