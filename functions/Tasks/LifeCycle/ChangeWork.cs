using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.LifeCycle;

/// <summary>Something becomes of a task that is there: an event, a change by its owner, its end.</summary>
/// <param name="taskId">The task.</param>
/// <param name="change">Pure: the task as it is now, and the time, to what it becomes.</param>
/// <param name="abandoned">The caller has gone.</param>
internal sealed class ChangeWork(string taskId, Func<ContactTask, DateTimeOffset, TaskChange> change, CancellationToken abandoned)
    : LaneWork<ChangeAnswer>(abandoned)
{
    protected override async Task<ChangeAnswer> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        if (await view.RowAsync(TaskRow.Key(taskId), cancellation) is { } row)
            return Apply(view, outbox, TaskRow.Read(row), heldKey: null);
        if (view.Slots.Held == 0)
            return new ChangeAnswer.NotFound();
        // Few wait, and seldom is one of them asked for: they are looked through.
        var held = (await view.FirstAsync(LaneRows.HeldPrefix, view.Slots.Held, cancellation))
            .FirstOrDefault(waiting => waiting.RowKey.EndsWith($"|{taskId}", StringComparison.Ordinal));
        return held is null
            ? new ChangeAnswer.NotFound()
            : await ApplyToHeldAsync(view, outbox, held.RowKey, TaskRow.Read(held), cancellation);
    }

    private async Task<ChangeAnswer> ApplyToHeldAsync(
        LaneView view, LaneOutbox outbox, string key, ContactTask task, CancellationToken cancellation)
    {
        var answer = Apply(view, outbox, task, key);
        if (answer is not ChangeAnswer.Changed { Task.IsOver: true })
            return answer;
        view.Delete(key);
        var first = await view.FirstAsync(LaneRows.HeldPrefix, 1, cancellation);
        view.Slots = view.Slots with { Held = view.Slots.Held - 1, OldestHeld = first is [var oldest] ? HeldRow.OrderOf(oldest) : null };
        return answer;
    }

    private ChangeAnswer Apply(LaneView view, LaneOutbox outbox, ContactTask task, string? heldKey)
    {
        if (task.IsOver)
            return new ChangeAnswer.Over(task);
        switch (change(task, view.Now))
        {
            case TaskChange.Refused refused:
                return new ChangeAnswer.Refused(refused.Reason);
            case TaskChange.None:
                return new ChangeAnswer.Unchanged(task);
            case TaskChange.Ended ended:
                var over = task.End(ended.Reason, ended.At, ended.By);
                view.Slots = view.Slots.Free(task.Id);
                outbox.Finish(over);
                outbox.Tell(task, over);
                return new ChangeAnswer.Changed(over);
            case TaskChange.To to:
                var changed = to.Dispatched ? Dispatch.Send(outbox, to.Task, view.Now) : to.Task;
                view.Replace(TaskRow.Write(view.Partition, changed, heldKey));
                outbox.Tell(task, changed);
                if (heldKey is null)
                    Extend(view, changed);
                return new ChangeAnswer.Changed(changed);
            default:
                throw new InvalidOperationException("A change of an unknown kind.");
        }
    }

    /// <summary>Who is heard of keeps the slot for another lease.</summary>
    private static void Extend(LaneView view, ContactTask task)
    {
        var until = TaskEntry.Until(task, view.Now);
        view.Slots = view.Slots.Extend(task.Id, until);
        view.LookAgainAt(until);
        if (OutboundTimes.QueueEnd(task) is { } queueEnd)
            view.LookAgainAt(queueEnd);
        if (task.State == TaskState.Scheduled && task.Due is { } due)
            view.LookAgainAt(due - TaskEntry.LongestAhead);
    }
}
