using System.Collections.Concurrent;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Operations.Overview;

/// <summary>How all tenants stand. One whose rows cannot be read is unknown, never fine, and keeps no other waiting.</summary>
internal sealed class TenantsOverview
{
    // Ten requests each: more would only wait for one another in the store.
    private const int TenantsAtOnce = 8;
    private static readonly TimeSpan MostOfAll = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostOfATenant = TimeSpan.FromSeconds(15);

    private readonly TenantStore tenants;
    private readonly ScheduleStore presences;
    private readonly LetterCounts counts;
    private readonly TenantGathering gathering;
    private readonly TimeProvider time;
    private readonly ILogger<TenantsOverview> log;
    private readonly HeldReading<OverviewAnswer> held;

    public TenantsOverview(
        TenantStore tenants, ScheduleStore presences, LetterCounts counts, TenantGathering gathering, TimeProvider time, ILogger<TenantsOverview> log)
    {
        (this.tenants, this.presences, this.counts, this.gathering, this.time, this.log) = (tenants, presences, counts, gathering, time, log);
        held = new(GatherAsync, time);
    }

    /// <summary>The answer of a few seconds ago, or a new one.</summary>
    public Task<OverviewAnswer> ReadAsync(CancellationToken cancellation) => held.ReadAsync(cancellation);

    /// <summary>Reads it now. What is not read when the time is over is unknown; the caller alone ends the whole.</summary>
    internal async Task<OverviewAnswer> GatherAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        using var over = new CancellationTokenSource(MostOfAll, time);
        var listed = await tenants.ListAsync(cancellation);
        var all = await FactsOfAll.ReadAsync(presences, counts, gathering, time, cancellation);
        var items = new ConcurrentBag<TenantItem>();
        LetterCount? ofNone = null;
        // Those of no tenant come first, since they are mostly known by now.
        await Concurrently.ForEachAsync(
            listed.Prepend(DeadLetterStore.NoTenant),
            TenantsAtOnce,
            async (owner, stop) =>
            {
                using var patience = new CancellationTokenSource(MostOfATenant, time);
                using var any = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token, patience.Token);
                try
                {
                    any.Token.ThrowIfCancellationRequested();
                    if (owner == DeadLetterStore.NoTenant)
                        ofNone = await all.LettersOfAsync(owner, any.Token);
                    else if (await ReadAsync(owner, all, any.Token) is { } facts)
                        items.Add(TenantItem.Of(facts, now));
                }
                catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
                {
                    log.TenantNotRead(failure, owner);
                    if (owner != DeadLetterStore.NoTenant)
                        items.Add(TenantItem.Unknown(owner));
                }
            },
            cancellation);
        return OverviewAnswer.Of(now, [.. items], ofNone);
    }

    private async Task<TenantFacts?> ReadAsync(string tenant, FactsOfAll all, CancellationToken cancellation) => await gathering.ReadAsync(
        tenant, await all.PresenceOfAsync(tenant, cancellation), await all.LettersOfAsync(tenant, cancellation), await all.PausesAsync(cancellation), cancellation);
}
