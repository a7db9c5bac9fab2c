using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Sweep;

/// <summary>
/// Looks at a partition whose time has come: leases that are over, entries that are due, arrivals that waited too long,
/// keys that are forgotten, and what a crash has left.
/// </summary>
internal sealed class SweepWork(CancellationToken abandoned) : LaneWork<SweepResult>(abandoned)
{
    private const string Sweeper = "sweep";

    // One step writes no more than a task, its messages (to the engine, for its queue time, to flows) or its place in the line.
    private const int RoomForOne = 4;

    // What is younger is being seen to by whoever stored it.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);

    protected override async Task<SweepResult> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var tasks = (await view.TasksAsync(cancellation)).Select(TaskRow.Read).ToList();
        var messages = await view.FirstAsync(LaneRows.OutboxPrefix, LaneView.MostChanges, cancellation);
        var swept = EndLeases(view, outbox, tasks.ToDictionary(task => task.Id));
        swept.AddRange(EndQueueTimes(view, outbox, tasks.Where(task => view.Slots.Has(task.Id))));
        DispatchDue(view, outbox, tasks.Where(task => view.Slots.Has(task.Id)));
        // Nobody for whom there is room is given up: a suspension that was lifted, or a raised cap.
        await Promotion.PromoteAsync(view, outbox, cancellation);
        var givenUp = await GiveUpAsync(view, outbox, cancellation);
        await ForgetSentBackAsync(view, cancellation);
        await ForgetKeysAsync(view, cancellation);
        if (view.Slots.Held > 0)
            view.LookAgainAt(view.Now + Promotion.NextLook);
        return new(
            swept.Count + givenUp.Count,
            [.. messages.Where(row => IsLeft(row, view)).Select(OutboxRow.Read)],
            [.. tasks.Where(task => task.IsOver && task.StateSince <= view.Now - LeftAlone)],
            IsFinished: view.Room >= RoomForOne);
    }

    private static List<ContactTask> EndLeases(LaneView view, LaneOutbox outbox, Dictionary<string, ContactTask> tasks)
    {
        var ended = new List<ContactTask>();
        foreach (var slot in view.Slots.Taken.Where(slot => slot.Until <= view.Now && view.Room >= RoomForOne).ToImmutableArray())
        {
            view.Slots = view.Slots.Free(slot.TaskId);
            if (!tasks.TryGetValue(slot.TaskId, out var task) || task.IsOver)
                continue;
            var over = task.End(CompletionReasons.LeaseOver, view.Now, Sweeper);
            outbox.Finish(over);
            outbox.Tell(task, over);
            ended.Add(over);
        }

        return ended;
    }

    private static List<ContactTask> EndQueueTimes(LaneView view, LaneOutbox outbox, IEnumerable<ContactTask> tasks)
    {
        var ended = new List<ContactTask>();
        foreach (var task in tasks.Where(task => OutboundTimes.QueueEnd(task) <= view.Now).TakeWhile(_ => view.Room >= RoomForOne))
        {
            var over = task.End(CompletionReasons.LimitReached, view.Now, Sweeper);
            view.Slots = view.Slots.Free(task.Id);
            outbox.Finish(over);
            outbox.Tell(task, over);
            ended.Add(over);
        }

        return ended;
    }

    private static void DispatchDue(LaneView view, LaneOutbox outbox, IEnumerable<ContactTask> tasks)
    {
        foreach (var task in tasks.Where(task => !view.Limits.StandsStill && task.State == TaskState.Scheduled && task.Due - TaskEntry.LongestAhead <= view.Now))
        {
            if (view.Room < RoomForOne)
                return;
            var sent = Dispatch.Send(outbox, task, view.Now);
            view.Replace(TaskRow.Write(view.Partition, sent));
            outbox.Tell(task, sent);
        }
    }

    private static async Task<List<ContactTask>> GiveUpAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var ended = new List<ContactTask>();
        if (view.Limits.StandsStill || view.Slots.OldestHeld is not { } oldest || oldest.Arrived + view.Limits.LongestHold > view.Now)
            return ended;
        var held = await view.FirstAsync(LaneRows.HeldPrefix, view.Slots.Held, cancellation);
        foreach (var row in held.TakeWhile(row => HeldRow.OrderOf(row).Arrived + view.Limits.LongestHold <= view.Now && view.Room >= RoomForOne))
        {
            var task = TaskRow.Read(row);
            var over = task.End(CompletionReasons.HeldTooLong, view.Now, Sweeper);
            view.Delete(row.RowKey);
            outbox.Finish(over);
            outbox.Tell(task, over);
            ended.Add(over);
        }

        view.Slots = view.Slots with
        {
            Held = view.Slots.Held - ended.Count,
            OldestHeld = ended.Count < held.Count ? HeldRow.OrderOf(held[ended.Count]) : null,
        };
        return ended;
    }

    /// <summary>An arrival that was sent back and never came again blocks nobody for longer than it would have been held.</summary>
    private static async Task ForgetSentBackAsync(LaneView view, CancellationToken cancellation)
    {
        if (view.Slots.SentBack is not { } oldest || oldest.Arrived + view.Limits.LongestHold > view.Now)
            return;
        var sentBack = await view.FirstAsync(LaneRows.SentBackPrefix, LaneView.MostChanges, cancellation);
        var over = sentBack.TakeWhile(row => HeldRow.OrderOf(row).Arrived + view.Limits.LongestHold <= view.Now).Take(Math.Max(0, view.Room)).ToList();
        over.ForEach(row => view.Delete(row.RowKey));
        view.Slots = view.Slots with { SentBack = over.Count < sentBack.Count ? HeldRow.OrderOf(sentBack[over.Count]) : null };
    }

    private static async Task ForgetKeysAsync(LaneView view, CancellationToken cancellation)
    {
        foreach (var key in await view.OverAsync(LaneRows.KeyPrefix, "Until", Math.Max(0, view.Room), cancellation))
            view.Delete(key);
    }

    private static bool IsLeft(TableEntity row, LaneView view) => row.Timestamp is { } stored && stored <= view.Now - LeftAlone;
}
