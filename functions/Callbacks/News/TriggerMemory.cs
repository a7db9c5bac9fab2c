using System.Collections.Concurrent;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Callbacks.News;

/// <summary>The triggers of tenants as they were at most three seconds ago: every change of a task asks for them.</summary>
internal sealed class TriggerMemory
{
    // Admission does not wait for what flows are told.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> changed = new(StringComparer.Ordinal);
    private readonly BriefMemory<string, TenantTriggers> memory;
    private readonly TimeProvider time;
    private readonly ILogger<TriggerMemory> log;

    public TriggerMemory(TriggerStore store, TimeProvider time, ILogger<TriggerMemory> log)
    {
        (this.time, this.log) = (time, log);
        memory = new(
            async (tenant, cancellation) =>
            {
                var asked = time.GetUtcNow();
                using var longest = new CancellationTokenSource(LongestReading, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellation);
                return new TenantTriggers(await store.ListAsync(tenant, either.Token), asked);
            },
            time);
    }

    /// <summary>For whoever changes tasks: what cannot be read may be wanted.</summary>
    public async ValueTask<TenantTriggers> KnownAsync(string tenant)
    {
        try
        {
            return await FindAsync(tenant, DateTimeOffset.MinValue, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.TriggersNotRead(failure, tenant);
            return TenantTriggers.Unknown;
        }
    }

    /// <summary>For whoever finds out whom to tell.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="since">Read at this time or later: whoever was there when it happened is among them.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async ValueTask<TenantTriggers> FindAsync(string tenant, DateTimeOffset since, CancellationToken cancellation) =>
        await memory.FindAsync(
            tenant, cancellation, known => known.AsOf >= since && (!changed.TryGetValue(tenant, out var at) || known.AsOf > at))
        ?? TenantTriggers.None;

    /// <summary>This process has changed them.</summary>
    public void Forget(string tenant) => changed[tenant] = time.GetUtcNow();
}
