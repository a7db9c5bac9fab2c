using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>A task gets its slot: it is stored, and the engine hears of it, now or when it is due.</summary>
internal static class TaskEntry
{
    /// <summary>Messages that are due later than this are not made yet: until then the entry may be changed or deleted.</summary>
    public static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(2);

    /// <param name="view">The partition.</param>
    /// <param name="outbox">What is to be done after it.</param>
    /// <param name="task">The task.</param>
    /// <param name="before">The task while it waited; null: it is new.</param>
    public static void Enter(LaneView view, LaneOutbox outbox, ContactTask task, ContactTask? before = null)
    {
        var waits = task.Due is { } due && due > view.Now + LongestAhead;
        var entered = waits ? task with { State = TaskState.Scheduled } : Dispatch.Send(outbox, task, view.Now);
        var until = Until(entered, view.Now);
        view.Slots = view.Slots.Take(new(task.Id, view.Now, until));
        view.Add(TaskRow.Write(view.Partition, entered));
        outbox.Tell(before, entered);
        view.LookAgainAt(until);
        if (waits)
            view.LookAgainAt(entered.Due!.Value - LongestAhead);
    }

    /// <summary>When the lease ends: it begins when the task is due, or now.</summary>
    public static DateTimeOffset Until(ContactTask task, DateTimeOffset now) =>
        (task.Due is { } due && due > now ? due : now) + task.Lease;
}
