using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// What somebody decides about a held plan. Approving removes nobody by itself: the next run proves each removal
/// again and carries out what is still true. Rejecting forgets what was found; evidence found later makes a new plan.
/// </summary>
internal sealed class PlanDesk(
    RemovalStore removals, PlanStore plans, LedgerStore ledger, SyncScheduler scheduler, TimeProvider time, ILogger<PlanDesk> log)
{
    /// <summary>The held plans, each with what is left of it.</summary>
    public async Task<IReadOnlyList<PlanAnswer>> ListHeldAsync(string tenant, CancellationToken cancellation)
    {
        var held = (await plans.ListAsync(tenant, cancellation)).Where(plan => plan.State == HeldPlanState.Held).ToList();
        if (held.Count == 0)
            return [];
        var waiting = (await removals.ReadAsync(tenant, cancellation)).Where(removal => removal.IsHeld).ToLookup(removal => removal.Plan);
        return [.. held.Select(plan => PlanAnswer.Of(plan, [.. waiting[plan.Hash]]))];
    }

    /// <summary>A plan with what is left of it; null where there is none.</summary>
    public async Task<(HeldPlan Plan, IReadOnlyList<Removal> Waiting)?> FindAsync(string tenant, string hash, CancellationToken cancellation) =>
        await plans.FindAsync(tenant, hash, cancellation) is { } plan ? (plan, await WaitingAsync(tenant, hash, cancellation)) : null;

    /// <summary>Lets removals go, once they are proven again; a run begins at once.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="chosen">Which of its removals.</param>
    /// <param name="author">Who decides.</param>
    /// <param name="cancellation">Ends the attempt; what was approved by then stays so.</param>
    public async Task<PlanAnswer> ApproveAsync(
        string tenant, HeldPlan plan, IReadOnlyList<Removal> chosen, string author, CancellationToken cancellation)
    {
        await WriteLineAsync(tenant, plan, chosen, LedgerActions.PlanApproved, author, cancellation);
        await removals.PutAsync(tenant, chosen.Select(removal => removal with { ApprovedBy = author }), cancellation);
        var answer = await CloseAsync(tenant, plan, HeldPlanState.Approved, author, cancellation);
        log.PlanDecided(tenant, chosen.Count, plan.Hash, "approved", author);
        await scheduler.QueueNowAsync(tenant, cancellation);
        return answer;
    }

    /// <summary>Forgets removals: their users stay.</summary>
    public async Task<PlanAnswer> RejectAsync(
        string tenant, HeldPlan plan, IReadOnlyList<Removal> chosen, string author, CancellationToken cancellation)
    {
        await WriteLineAsync(tenant, plan, chosen, LedgerActions.PlanRejected, author, cancellation);
        await removals.RemoveAsync(tenant, [.. chosen.Select(removal => removal.Key)], cancellation);
        log.PlanDecided(tenant, chosen.Count, plan.Hash, "rejected", author);
        return await CloseAsync(tenant, plan, HeldPlanState.Rejected, author, cancellation);
    }

    private Task WriteLineAsync(
        string tenant, HeldPlan plan, IReadOnlyList<Removal> chosen, string action, string author, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return ledger.AppendAsync(
            tenant,
            [.. chosen.Select(removal => new LedgerEntry(now, plan.Run, action, removal.UserId, $"plan {plan.Hash}, by {author}", removal.ServiceId))],
            cancellation);
    }

    private async Task<PlanAnswer> CloseAsync(
        string tenant, HeldPlan plan, HeldPlanState state, string author, CancellationToken cancellation)
    {
        var waiting = await WaitingAsync(tenant, plan.Hash, cancellation);
        var decided = plan with { State = waiting.Count == 0 ? state : plan.State, DecidedBy = author, DecidedAt = time.GetUtcNow() };
        await plans.WriteAsync(tenant, decided, cancellation);
        return PlanAnswer.Of(decided, waiting);
    }

    private async Task<IReadOnlyList<Removal>> WaitingAsync(string tenant, string hash, CancellationToken cancellation) =>
        [.. (await removals.ReadAsync(tenant, cancellation)).Where(removal => removal.IsHeld && removal.Plan == hash)];
}
