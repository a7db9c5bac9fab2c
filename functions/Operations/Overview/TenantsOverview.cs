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

    /// <summary>Reads it now.</summary>
    internal async Task<OverviewAnswer> GatherAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var listing = tenants.ListAsync(cancellation);
        var polling = presences.ListAsync(cancellation);
        var counting = counts.OfAllAsync(cancellation);
        var pausing = gathering.PausesAsync(cancellation);
        await Task.WhenAll(listing, polling, counting, pausing);
        var presence = (await polling).ToDictionary(row => row.Schedule.Tenant, row => row.Schedule, StringComparer.Ordinal);
        var (letters, stopped) = await counting;
        var pauses = await pausing;
        var items = new ConcurrentBag<TenantItem>();
        await Concurrently.ForEachAsync(
            await listing,
            TenantsAtOnce,
            async (tenant, stop) =>
            {
                using var patience = new CancellationTokenSource(MostOfATenant, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
                try
                {
                    var count = await OfAsync(tenant, both.Token);
                    if (await gathering.ReadAsync(tenant, presence.GetValueOrDefault(tenant), count, pauses, both.Token) is { } facts)
                        items.Add(TenantItem.Of(facts, now));
                }
                catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
                {
                    log.TenantNotRead(failure, tenant);
                    items.Add(TenantItem.Unknown(tenant));
                }
            },
            cancellation);
        return OverviewAnswer.Of(now, [.. items], await OfAsync(DeadLetterStore.NoTenant, cancellation));

        Task<LetterCount> OfAsync(string owner, CancellationToken stop) => stopped is not null && string.CompareOrdinal(owner, stopped) >= 0
            ? counts.OfAsync(owner, stop)
            : Task.FromResult(letters.GetValueOrDefault(owner, LetterCount.None));
    }
}
