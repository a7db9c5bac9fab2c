using System.Collections.Concurrent;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>The triggers as they were at most three seconds ago, with what this process itself has written of them since.</summary>
internal sealed class KnownTriggers(TriggerStore store, TimeProvider time)
{
    // No reading that is served is as old.
    private static readonly TimeSpan LongestKept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Tenant, string Id), Written> own = new();

    private readonly BriefMemory<(string Tenant, string Id), Reading> memory = new(
        async (key, cancellation) =>
        {
            var asked = time.GetTimestamp();
            return await store.FindAsync(key.Tenant, key.Id, cancellation) is { } trigger ? new(trigger, asked) : null;
        },
        time);

    /// <returns>Null where there is none.</returns>
    public async ValueTask<FlowTrigger?> FindAsync(string tenant, string id, CancellationToken cancellation)
    {
        if (await memory.FindAsync((tenant, id), cancellation) is not { } reading)
        {
            own.TryRemove((tenant, id), out _);
            return null;
        }

        if (!own.TryGetValue((tenant, id), out var written))
            return reading.Trigger;
        if (written.At >= reading.Asked)
            return reading.Trigger with { Health = written.Health };
        own.TryRemove(new((tenant, id), written));
        return reading.Trigger;
    }

    /// <summary>Changes how a trigger's deliveries go; nothing where that changes nothing, or there is no trigger any more.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="trigger">The trigger as it is known.</param>
    /// <param name="change">Pure.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task ChangeAsync(string tenant, FlowTrigger trigger, Func<TriggerHealth, TriggerHealth> change, CancellationToken cancellation)
    {
        if (ReferenceEquals(change(trigger.Health), trigger.Health))
            return;
        // A row of health without its trigger would stay for ever.
        if (await store.FindAsync(tenant, trigger.Id, cancellation) is null)
            return;
        var health = await store.ChangeHealthAsync(tenant, trigger.Id, change, cancellation);
        own[(tenant, trigger.Id)] = new(health, time.GetTimestamp());
        foreach (var written in own)
        {
            if (time.GetElapsedTime(written.Value.At) > LongestKept)
                own.TryRemove(written);
        }
    }

    private sealed record Reading(FlowTrigger Trigger, long Asked);

    private sealed record Written(TriggerHealth Health, long At);
}
