using System.Collections.Concurrent;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// Tells which services have tasks that live or wait, by the rows of their slots alone, as they were a few seconds ago.
/// Where that cannot be read, what was known before still holds: it decides how often somebody is asked for, no more.
/// </summary>
internal sealed class BusyServices(TaskReader tasks, TimeProvider time, ILogger<BusyServices> log)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    /// <summary>A poll waits no longer for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (IReadOnlySet<string> Partitions, DateTimeOffset Asked)> known = new(StringComparer.Ordinal);

    /// <summary>Whether a service of the tenant is busy, by its id.</summary>
    public async Task<Func<string, bool>> OfAsync(string tenant, CancellationToken cancellation)
    {
        var partitions = await PartitionsAsync(tenant, cancellation);
        return service => partitions.Count > 0
            && Enum.GetValues<Modality>().Any(modality => partitions.Contains(TaskPartition.Of(tenant, service, modality).Hash));
    }

    private async Task<IReadOnlySet<string>> PartitionsAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var recalled) && now - recalled.Asked < Memory)
            return recalled.Partitions;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            var busy = await tasks.BusyAsync(tenant, either.Token);
            known[tenant] = (busy, now);
            return busy;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            log.BusyServicesNotRead(failure, tenant);
            return recalled.Partitions ?? new HashSet<string>();
        }
    }
}
