using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Graph;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Directory.Sync;

/// <summary>One slice of a tenant's sync: read what changed, then settle hints until none is left or time is up.</summary>
internal sealed class TenantSync(
    GraphClients graph,
    UserStore users,
    TenantStore tenants,
    SettingsStore settings,
    SyncStateStore state,
    HintStore hints,
    DeltaRounds rounds,
    UserSettlement userSettlement,
    ServiceSettlement serviceSettlement,
    RemovalStore removals,
    RemovalRound removalRound,
    NightlyAudit audit,
    RefusedLists refusedLists,
    TimeProvider time,
    ILogger<TenantSync> log,
    RunRecording? recording = null)
{
    public async Task<SliceEnd> RunSliceAsync(SyncRequest request, CancellationToken cancellation)
    {
        var tenant = request.Tenant;
        var runId = request.Run.ToString();
        var run = await state.ReadRunAsync(tenant, cancellation);
        if (run?.Id != runId)
            run = new(runId, "delta", time.GetUtcNow(), 0, RunCounts.Zero, [], request.Sequence);
        using var progress = new SyncProgress(time, cancellation);
        var tally = new RunTally(run.Counts, run.Problems);
        SliceEnd end;
        var lease = await state.TakeLeaseAsync(tenant, cancellation);
        recording?.Begin(lease);
        var fence = new Fence(state, tenants, tenant, lease);
        try
        {
            var slice = await ContextAsync(tenant, runId, tally, progress, fence);
            await removalRound.RecallAsync(slice, first: run.Slices == 0);
            if (await rounds.DrainAsync(slice) == "full")
                run = run with { Kind = "full" };
            var settled = await SettleAsync(slice);
            // A run that compared everything anyway has no need of it.
            if (settled && run.Kind != "full" && await audit.IsDueAsync(tenant, run, slice.Token))
            {
                run = run with { Kind = "audit", AuditFrom = tally.Counts };
                await audit.BeginAsync(slice);
                settled = await SettleAsync(slice);
            }

            tally.HeldPlans = slice.Removals.HeldPlans;
            end = settled ? await FinishedAsync(slice) : new SliceEnd.Unfinished(TimeSpan.Zero);
        }
        catch (ThrottledException throttled)
        {
            end = new SliceEnd.Unfinished(throttled.Wait);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested
            && (GraphFailure.Classify(failure) is not null || failure is OperationCanceledException))
        {
            var problem = SyncProblem.Describe(failure);
            // Without the exception: its text may name users, and the sentence says what an operator needs.
            log.SyncSliceFailed(tenant, runId, problem);
            tally.Problem(problem);
            end = new SliceEnd.Finished(false, new(GraphFailure.Classify(failure) ?? GraphTrouble.Unavailable, problem));
        }

        await RecordAsync(tenant, run with { Slices = run.Slices + 1 }, tally, end, cancellation);
        return end;
    }

    private async Task<SliceContext> ContextAsync(string tenant, string run, RunTally tally, SyncProgress progress, Fence fence)
    {
        var all = await settings.ReadAllAsync(tenant, progress.Token)
            ?? throw new TenantRemovedException();
        var use = recording?.Use ?? new();
        var client = graph.For(tenant, use);
        return new(
            tenant,
            run,
            new(client, graph.BaseUrl),
            new(client, time, use),
            new(users, tenant),
            new(tenant, await tenants.DefaultUnitAsync(tenant, all.Provisioning, progress.Token), tenants, settings),
            new(all.General.TenantAdministrationSecurityGroup?.ToLowerInvariant(), all.General.PartnerAdministrationSecurityGroup?.ToLowerInvariant()),
            all.Removals,
            await RemovalBook.OpenAsync(removals, tenant, run, progress.Token),
            tally,
            progress,
            fence,
            use);
    }

    /// <summary>
    /// Settling one kind of hint brings about others, so both go round until a round finds nothing. Only then is all
    /// known that this run would remove, and judged as one; that may bring about hints once more.
    /// </summary>
    private async Task<bool> SettleAsync(SliceContext slice)
    {
        while (!slice.Progress.OutOfTime)
        {
            var settled = await userSettlement.PassAsync(slice);
            settled += await serviceSettlement.PassAsync(slice);
            if (settled == 0 && await removalRound.PassAsync(slice) == 0)
                return true;
        }

        return false;
    }

    /// <summary>A run that went through and was refused every list it asked for has failed all the same.</summary>
    private async Task<SliceEnd> FinishedAsync(SliceContext slice)
    {
        if (await refusedLists.FindFailureAsync(slice) is not { } failure)
            return new SliceEnd.Finished(slice.Tally.SecondLook);
        slice.Tally.Problem(failure.Reason);
        return new SliceEnd.Finished(false, failure);
    }

    /// <summary>Of real runs alone: a dry run and a replay are nobody's alarm.</summary>
    private void Measure(string tenant, RunState run, RunTally tally)
    {
        if (recording is null)
            return;
        SyncMetrics.Slice(tenant, tally.Counts.Since(run.Counts), tally.DeltaAge, tally.HeldPlans, recording.Use.Throttled);
        if (run.AuditFrom is { } from)
            SyncMetrics.Mended(tenant, tally.Counts.Since(from));
    }

    private async Task RecordAsync(string tenant, RunState run, RunTally tally, SliceEnd end, CancellationToken cancellation)
    {
        var unsettled = await hints.CountAsync(tenant, cancellation);
        var counts = tally.Counts with { Unsettled = unsettled };
        Measure(tenant, run, tally);
        log.SyncSliceEnded(
            tenant, run.Slices, run.Kind, run.Id, end.GetType().Name,
            counts.Added, counts.Updated, counts.Left, counts.SoftDeleted, counts.Deleted, counts.Restored, unsettled);
        var summary = new RunSummary(run.Id, run.Kind, run.Started, time.GetUtcNow(), run.Slices, counts, tally.Problems, run.AuditFrom is { } from ? counts.Since(from) : null);
        // Before anybody can see that the run is over.
        if (recording is not null)
            await recording.EndAsync(summary, end, cancellation);
        if (end is SliceEnd.Finished { Failure: null } && (run.AuditFrom is not null || run.Kind == "full"))
            await audit.EndAsync(tenant, run.Id, summary.Mended ?? RunCounts.Zero, cancellation);
        if (end is SliceEnd.Finished)
            await state.WriteLastRunAsync(tenant, summary, cancellation);
        else
            await state.WriteRunAsync(tenant, run with { Counts = counts, Problems = tally.Problems }, cancellation);
    }
}
