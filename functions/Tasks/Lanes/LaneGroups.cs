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
        var careful = false;
        LaneTurn? turn = null;
        for (var attempt = 0; ; attempt++)
        {
            entries.RemoveAll(entry => entry.Work.IsAbandoned || IsOverdue(entry));
            if (entries.Count == 0)
                return new(known, [], took);
            try
            {
                known ??= await store.ReadAsync(partition, CancellationToken.None);
                var wanted = triggers is null ? TenantTriggers.None : await triggers(partition.Tenant);
                var view = await ViewAsync(partition, known, careful);
                var outbox = new LaneOutbox(view, wanted);
                var decided = await DecideAsync(view, outbox, entries);
                if (!view.IsChanged)
                {
                    // Nothing is written that would show whether somebody else has changed the slots.
                    if (decided.Exists(entry => entry.Since > known.AsOf))
                    {
                        known = known.Renew(await store.ReadAsync(partition, CancellationToken.None));
                        continue;
                    }

                    // A look that changed nothing may be followed by another all the same.
                    await agenda.NoteAsync(partition, view.LookAgain);
                    AdmissionMetrics.Filled(partition, view.Slots.InUse, view.Limits.Cap, time);
                    decided.ForEach(entry => entry.Work.Done());
                    return new(known, [.. entries.Except(decided)], took);
                }

                await agenda.NoteAsync(partition, view.LookAgain);
                var after = view.Slots.CommittedAs(Guid.NewGuid().ToString("N")[..16]) with { Revision = Math.Max(view.Slots.Revision, view.Limits.Revision) };
                var began = time.GetTimestamp();
                var outcome = await store.CommitAsync(partition, view.Actions(after, known.ETag), known, after);
                known = known.Renew(outcome.State);
                if (outcome is CommitOutcome.Stored { IsLast: var isLast })
                {
                    took = time.GetElapsedTime(began);
                    known = LaneState.After(known, isLast ? view.TasksAfter : null);
                    AdmissionMetrics.Filled(partition, after.InUse, view.Limits.Cap, time);
                    aftermath.Begin(partition, outbox.Messages, outbox.Finished);
                    decided.ForEach(entry => entry.Work.Done());
                    return new(known, [.. entries.Except(decided)], took);
                }

                if (outcome is CommitOutcome.Refused { RowInTheWay: true })
                {
                    careful = true;
                    continue;
                }

                turn ??= new(store, partition, time, random);
                known = await turn.AwaitAsync(known, took);
            }
            catch (Exception failure) when (LaneStore.SaysNothing(failure))
            {
                // Only reading failed: nothing of these works is written.
                log.LaneReadFailed(failure);
                known = null;
                await Task.Delay(Backoff.After(attempt, random), time, CancellationToken.None);
            }
            catch (Exception failure)
            {
                log.LaneFailed(failure);
                entries.ForEach(entry => entry.Work.Fail(failure));
                return new(null, [], took);
            }
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
