using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>Decides works on one view of their partition, stores what they change in one transaction, and answers them.</summary>
internal sealed class LaneGroups(
    LaneStore store, LimitsReader limits, LaneAgenda agenda, Aftermath aftermath, TimeProvider time, Random random, ILogger<LaneGroups> log, TriggersReader? triggers = null)
{
    // Beyond this nobody waits for the answer any more.
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(10);

    /// <summary>Carries out as many works as one transaction takes. Never throws: a work that cannot be done is told so.</summary>
    /// <param name="partition">Whose they are.</param>
    /// <param name="known">What is known of it; null: nothing.</param>
    /// <param name="took">How long the last transaction took; zero: not known.</param>
    /// <param name="entries">The works.</param>
    public async Task<GroupResult> RunAsync(TaskPartition partition, LaneState? known, TimeSpan took, List<LaneEntry> entries)
    {
        var run = new LaneRun(partition, entries) { Known = known, Took = took };
        for (var attempt = 0; ; attempt++)
        {
            entries.RemoveAll(entry => entry.Work.IsAbandoned || IsOverdue(entry));
            if (entries.Count == 0)
                return run.Ended([]);
            try
            {
                if (await TryAsync(run) is not { } decided)
                    continue;
                decided.ForEach(entry => entry.Work.Done());
                return run.Ended([.. entries.Except(decided)]);
            }
            catch (Exception failure) when (LaneStore.SaysNothing(failure))
            {
                // Only reading failed: nothing of these works is written.
                log.LaneReadFailed(failure);
                run.Known = null;
                await Task.Delay(Backoff.After(attempt, random), time, CancellationToken.None);
            }
            catch (Exception failure)
            {
                log.LaneFailed(failure);
                entries.ForEach(entry => entry.Work.Fail(failure));
                run.Known = null;
                return run.Ended([]);
            }
        }
    }

    /// <returns>The works that are decided and, where they change anything, stored; null: the view was not the newest.</returns>
    private async Task<List<LaneEntry>?> TryAsync(LaneRun run)
    {
        var known = run.Known ??= await store.ReadAsync(run.Partition, CancellationToken.None);
        var wanted = triggers is null ? TenantTriggers.None : await triggers(run.Partition.Tenant);
        var view = await ViewAsync(run.Partition, known, run.IsCareful);
        var outbox = new LaneOutbox(view, wanted);
        var decided = await DecideAsync(view, outbox, run.Entries);
        // Nothing is written that would show whether somebody else has changed the slots.
        if (!view.IsChanged && decided.Exists(entry => entry.Since > known.AsOf))
        {
            run.Known = known.Renew(await store.ReadAsync(run.Partition, CancellationToken.None));
            return null;
        }

        // A look that changed nothing may be followed by another all the same.
        await agenda.NoteAsync(run.Partition, view.LookAgain);
        if (view.IsChanged)
            return await CommitAsync(run, known, view, outbox) ? decided : null;
        AdmissionMetrics.Filled(run.Partition, view.Slots.InUse, view.Limits.Cap, time);
        return decided;
    }

    private async Task<bool> CommitAsync(LaneRun run, LaneState known, LaneView view, LaneOutbox outbox)
    {
        var after = view.Slots.CommittedAs(Guid.NewGuid().ToString("N")[..16]) with { Revision = Math.Max(view.Slots.Revision, view.Limits.Revision) };
        var began = time.GetTimestamp();
        var outcome = await store.CommitAsync(run.Partition, view.Actions(after, known.ETag), known, after);
        run.Known = known.Renew(outcome.State);
        switch (outcome)
        {
            case CommitOutcome.Stored { IsLast: var isLast }:
                run.Took = time.GetElapsedTime(began);
                run.Known = LaneState.After(run.Known, isLast ? view.TasksAfter : null);
                AdmissionMetrics.Filled(run.Partition, after.InUse, view.Limits.Cap, time);
                aftermath.Begin(run.Partition, outbox.Messages, outbox.Finished);
                return true;
            case CommitOutcome.Refused { RowInTheWay: true }:
                run.IsCareful = true;
                return false;
            default:
                run.Turn ??= new(store, run.Partition, time, random);
                run.Known = await run.Turn.AwaitAsync(run.Known, run.Took);
                return false;
        }
    }

    private async Task<LaneView> ViewAsync(TaskPartition partition, LaneState known, bool careful) => new(
        store.Table,
        partition,
        known,
        await limits(partition, known.Book.Revision, CancellationToken.None),
        time.GetUtcNow(),
        careful);

    /// <summary>Those works that fit into one transaction, in the order in which they came.</summary>
    private static async Task<List<LaneEntry>> DecideAsync(LaneView view, LaneOutbox outbox, List<LaneEntry> entries)
    {
        var decided = new List<LaneEntry>();
        foreach (var entry in entries.ToList())
        {
            var (mark, told) = (view.Mark(), outbox.Mark());
            outbox.Trace = entry.Work.Trace;
            try
            {
                await entry.Work.DecideAsync(view, outbox, CancellationToken.None);
            }
            catch (Exception failure) when (!LaneStore.SaysNothing(failure))
            {
                // The fault of this work alone.
                view.BackTo(mark);
                outbox.BackTo(told);
                entries.Remove(entry);
                entry.Work.Fail(failure);
                continue;
            }

            if (view.IsFull && decided.Count > 0)
            {
                view.BackTo(mark);
                outbox.BackTo(told);
                break;
            }

            decided.Add(entry);
        }

        await Promotion.PromoteAsync(view, outbox, CancellationToken.None);
        return decided;
    }

    private bool IsOverdue(LaneEntry entry)
    {
        if (time.GetUtcNow() - entry.Since < LongestTry)
            return false;
        entry.Work.Fail(new LaneBusyException());
        return true;
    }
}
