using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// The end of a run: what it proved becomes a plan, the guard judges it, and it is carried out or held. What somebody
/// approved and this run proved again goes without the guard.
/// </summary>
internal sealed class RemovalRound(
    PlanStore plans,
    DepartureStore departures,
    HintStore hints,
    GuardReader guard,
    RemovalExecution execution,
    Refutation refutation,
    TimeProvider time,
    ILogger<RemovalRound> log)
{
    /// <summary>A proof that was found longer ago is found anew; a slice takes up to four minutes more.</summary>
    public static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Before a slice's first look: what an earlier run proved and could not finish, what was approved since, and what
    /// this run proved too long ago, is hinted at with all that speaks for it, so that it is proven again or taken back.
    /// </summary>
    /// <param name="slice">The slice.</param>
    /// <param name="first">Whether it is its run's first.</param>
    public async Task RecallAsync(SliceContext slice, bool first)
    {
        var open = await OutdateAsync(slice);
        if (first)
        {
            await ReleaseAsync(slice);
            open = slice.Removals.ToProveAgain;
        }

        foreach (var source in open.Where(removal => removal.Cause == RemovalCause.LeftTeam).GroupBy(removal => removal.MissingIn))
        {
            var missed = source.Select(removal => new Departure(removal.ServiceId, removal.UserId));
            await departures.AddAsync(slice.Tenant, missed, source.Key ?? DepartureStore.SaidByDelta, slice.Token);
        }

        await hints.AddAsync(slice.Tenant, [.. open.Select(removal => removal.ToHint()).Distinct()], slice.Token);
        if (first)
            await ForgetDoneAsync(slice);
    }

    /// <summary>A run may be interrupted for long, by a lost message or an outage; meanwhile people come back.</summary>
    private async Task<IReadOnlyList<Removal>> OutdateAsync(SliceContext slice)
    {
        var oldest = time.GetUtcNow() - LongestUse;
        List<Removal> outdated = [.. slice.Removals.Ready.Where(removal => removal.AsOf < oldest).Select(removal => removal with { Run = "" })];
        await slice.Removals.PutAsync(outdated, slice.Token);
        return outdated;
    }

    /// <summary>Judges and carries out what this run has proven.</summary>
    /// <returns>How many removals were carried out or held; 0: nothing is left to do.</returns>
    public async Task<int> PassAsync(SliceContext slice)
    {
        var ready = slice.Removals.Ready;
        if (ready.Count == 0)
            return 0;
        var pause = await plans.PauseOfAsync(slice.Tenant, slice.Token);
        var approved = ready.Where(removal => removal.IsApproved).ToList();
        if (approved.Count > 0 && pause is not null)
            slice.Tally.Problem($"Removals are paused: {approved.Count} that were approved wait.");
        var carriedOut = pause is null ? await execution.CarryOutAsync(slice, approved) : 0;
        var fresh = slice.Removals.Ready.Where(removal => !removal.IsApproved).ToList();
        return fresh.Count == 0 ? carriedOut : carriedOut + await JudgeAsync(slice, fresh, pause);
    }

    private async Task<int> JudgeAsync(SliceContext slice, List<Removal> proven, RemovalPause? pause)
    {
        var rows = await slice.Rows.FindAsync([.. proven.Select(removal => removal.UserId)], slice.Token);
        var plan = RemovalPlan.Make(proven, Row);
        var facts = await guard.ReadAsync(slice, plan, Row, pause);
        var reasons = RemovalGuard.Judge(plan, facts);
        if (reasons.Count > 0)
        {
            await HoldAsync(slice, plan, reasons);
            return proven.Count;
        }

        await plans.CountAsync(slice.Tenant, Counted(plan), time.GetUtcNow(), slice.Token);
        return await execution.CarryOutAsync(slice, plan.Removals);

        NimbusUser? Row(string id) => rows.TryGetValue(id, out var stored) ? stored.User : null;
    }

    /// <summary>The plan first: a crash before its removals are assigned lets the next run prove and judge the rest anew.</summary>
    private async Task HoldAsync(SliceContext slice, RemovalPlan plan, IReadOnlyList<HoldReason> reasons)
    {
        await slice.CheckpointAsync();
        var held = new HeldPlan(
            plan.Hash,
            time.GetUtcNow(),
            slice.Run,
            reasons,
            plan.Removals.Count,
            plan.LosingAccess.GroupBy(user => user.Value).ToDictionary(cause => cause.Key, cause => cause.Count()));
        await plans.WriteAsync(slice.Tenant, held, slice.Token);
        await slice.Removals.AssignAsync(plan.Removals, plan.Hash, slice.Token);
        slice.Tally.Add(held: plan.LosingAccess.Count);
        slice.Tally.Problem($"Plan {plan.Hash} is held: {string.Join(' ', reasons.Select(reason => reason.Text))}");
        log.PlanHeld(slice.Tenant, plan.Hash, plan.Removals.Count, plan.LosingAccess.Count, string.Join(' ', reasons.Select(reason => reason.Kind)));
    }

    /// <summary>
    /// A run that ended between a deed and its removal's end left the removal; a plan may hold what an administrator
    /// ended by hand. Nothing would prove or refute them again; their hints see to what else is left.
    /// </summary>
    private async Task ForgetDoneAsync(SliceContext slice)
    {
        var rows = await slice.Rows.FindAsync([.. slice.Removals.All.Select(removal => removal.UserId)], slice.Token);
        var done = slice.Removals.All
            .Where(removal => !rows.TryGetValue(removal.UserId, out var row) || !removal.EndsAccessOf(row.User)).ToList();
        await hints.AddAsync(slice.Tenant, [.. done.Select(removal => removal.ToHint()).Distinct()], slice.Token);
        await refutation.ForgetAsync(slice, done);
    }

    /// <summary>Plans that nothing but a pause held go back to the guard once nobody pauses any more.</summary>
    private async Task ReleaseAsync(SliceContext slice)
    {
        var holding = slice.Removals.All.Where(removal => removal.IsHeld).ToLookup(removal => removal.Plan);
        if (holding.Count == 0 || await plans.PauseOfAsync(slice.Tenant, slice.Token) is not null)
            return;
        foreach (var plan in (await plans.ListAsync(slice.Tenant, slice.Token)).Where(plan => plan.State == HeldPlanState.Held && plan.OnlyPaused))
        {
            await slice.Removals.AssignAsync(holding[plan.Hash], "", slice.Token);
            await plans.WriteAsync(slice.Tenant, plan with { State = HeldPlanState.Released, DecidedAt = time.GetUtcNow() }, slice.Token);
        }
    }

    private static RemovalWindow Counted(RemovalPlan plan) => new(
        plan.LosingAccess.GroupBy(user => user.Value).ToDictionary(cause => cause.Key, cause => cause.Count()),
        plan.Removals.Where(removal => !removal.OfUser)
            .GroupBy(removal => removal.ServiceId).ToDictionary(service => service.Key, service => service.Count()));
}
