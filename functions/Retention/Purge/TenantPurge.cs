using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Purge;

/// <summary>Carries out the messages of <c>retention-purge</c>: a slice each, which the next one goes on from.</summary>
internal sealed class TenantPurge(
    TenantStore tenants,
    IRetentionGuards guards,
    SourcePurge sources,
    IEnumerable<IPurgeDuty> duties,
    PurgeScheduler scheduler,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<TenantPurge> log)
{
    // One for the process: what it learns of the store is true of every tenant.
    private readonly PurgePace pace = new(options.Value.SharePercent, time);

    public async Task<MessageOutcome> PurgeAsync(QueueMessage message, CancellationToken cancellation)
    {
        var request = message.Read(NimbusJson.Stored.PurgeRequest);
        // One that is over, or told again after another was queued for it.
        if (!await scheduler.IsCurrentAsync(request, cancellation))
            return MessageOutcome.Done.Instance;
        switch (await RunSliceAsync(request.Tenant, cancellation))
        {
            case PurgeStop.TimeOver:
                await scheduler.ContinueAsync(request, cancellation);
                break;
            case PurgeStop.Overtaken:
                log.PurgeOvertaken(request.Tenant);
                break;
            case var stop:
                await scheduler.FinishAsync(request, stop == PurgeStop.Done, cancellation);
                break;
        }

        return MessageOutcome.Done.Instance;
    }

    /// <summary>Purges for at most four minutes.</summary>
    internal async Task<PurgeStop> RunSliceAsync(string tenant, CancellationToken cancellation)
    {
        var isOwnerless = tenant == DeadLetterStore.NoTenant;
        var isThere = isOwnerless || await tenants.FindStoredAsync(tenant, cancellation) is not null;
        var former = isThere ? null : await tenants.Ended.FindAsync(tenant, cancellation);
        if (!isThere && former is null)
            return PurgeStop.GuardsChanged;
        var slice = new PurgeSlice(
            tenant, time.GetUtcNow(), new GuardWatch(stop => ReadGuardsAsync(tenant, isOwnerless, former, stop), time), pace, time);
        foreach (var duty in isOwnerless ? [] : duties)
        {
            if (await duty.WorkAsync(slice, cancellation) is var stop and not PurgeStop.Done)
                return stop;
        }

        var plan = PurgePlan.Of(SourcesOf(isOwnerless, former), await slice.Guards.NowAsync(cancellation), slice.Planned);
        if (plan.Cuts.IsEmpty)
            return PurgeStop.GuardsChanged;
        foreach (var cut in plan.Cuts)
        {
            var removed = slice.Removed;
            var stop = await sources.RunAsync(slice, cut, cancellation);
            PurgeMetrics.Removed(tenant, cut.Source.Name, slice.Removed - removed);
            if (stop != PurgeStop.Done)
                return stop;
        }

        if (slice.Removed > 0)
            log.PurgeDone(tenant, slice.Removed);
        return PurgeStop.Done;
    }

    private static ImmutableArray<RowSource> SourcesOf(bool isOwnerless, EndedTenant? former) => (isOwnerless, former) switch
    {
        (true, _) => RowSources.Ownerless,
        (_, null) => RowSources.All,
        // Nothing else is left of it.
        _ => [RowSources.Receipts],
    };

    private async Task<GuardView> ReadGuardsAsync(string tenant, bool isOwnerless, EndedTenant? former, CancellationToken cancellation)
    {
        var view = await guards.ReadAsync(tenant, cancellation);
        if (former is not null)
            return view with { InForce = view.InForce.With(DataKind.Receipts, former.ReceiptDays) };
        return isOwnerless
            ? view with { InForce = view.InForce.With(DataKind.DeadLetters, options.Value.DeadLetterDays), HeldUsers = ImmutableHashSet<string>.Empty, HeldServices = ImmutableHashSet<string>.Empty }
            : view;
    }
}
