using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>A message or mail arrived. The task's id follows from the arrival, so that coming twice makes one.</summary>
internal sealed class ArrivalWork(ContactTask task, ArrivalOrder order, CancellationToken abandoned) : LaneWork<ArrivalOutcome>(abandoned)
{
    private static readonly TimeSpan NextLook = TimeSpan.FromMinutes(1);

    protected override async Task<ArrivalOutcome> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var known = KeyRow.Key(task.Id);
        var wasSentBack = await view.RowAsync(HeldRow.SentBackKey(order), cancellation) is not null;
        if (await view.RowAsync(known, cancellation) is { } row && !KeyRow.IsOver(row, view.Now))
        {
            // It came twice, at two times, and both were sent back: this place in the line is nobody's any more.
            await LeaveLineAsync(view, wasSentBack, cancellation);
            return ArrivalOutcome.Known;
        }

        if (order.Arrived + view.Limits.LongestHold <= view.Now)
        {
            await ComeAsync(view, wasSentBack, cancellation);
            outbox.Finish(task.End(CompletionReasons.HeldTooLong, view.Now, "arrival"));
            return ArrivalOutcome.GivenUp;
        }

        switch (AdmissionDecision.OfArrival(view.Slots, view.Limits.Cap, view.Limits.MostHeld, order))
        {
            case AdmissionDecision.SendBack:
                if (!wasSentBack)
                    SendBack(view);
                return ArrivalOutcome.SentBack;
            case AdmissionDecision.Hold:
                await ComeAsync(view, wasSentBack, cancellation);
                Hold(view);
                return ArrivalOutcome.Held;
            default:
                await ComeAsync(view, wasSentBack, cancellation);
                TaskEntry.Enter(view, outbox, task);
                return ArrivalOutcome.Admitted;
        }
    }

    /// <summary>It is in: it is known from now on, and the next of those that were sent back may come.</summary>
    private async Task ComeAsync(LaneView view, bool wasSentBack, CancellationToken cancellation)
    {
        KeyRow.Remember(view, new(task.Id, ""), task.Id, "");
        await LeaveLineAsync(view, wasSentBack, cancellation);
    }

    private async Task LeaveLineAsync(LaneView view, bool wasSentBack, CancellationToken cancellation)
    {
        if (!wasSentBack)
            return;
        view.Delete(HeldRow.SentBackKey(order));
        var next = await view.FirstAsync(LaneRows.SentBackPrefix, 1, cancellation);
        view.Slots = view.Slots with { SentBack = next is [var first] ? HeldRow.OrderOf(first) : null };
    }

    private void SendBack(LaneView view)
    {
        view.Add(HeldRow.WriteSentBack(view.Partition, order, view.Now));
        if (view.Slots.SentBack is not { } oldest || order.CompareTo(oldest) < 0)
            view.Slots = view.Slots with { SentBack = order };
        view.LookAgainAt(view.Now + view.Limits.LongestHold);
    }

    private void Hold(LaneView view)
    {
        view.Add(TaskRow.Write(view.Partition, task with { State = TaskState.Held }, HeldRow.Key(order, task.Id)));
        view.Slots = view.Slots with
        {
            Held = view.Slots.Held + 1,
            OldestHeld = view.Slots.OldestHeld is { } oldest && oldest.CompareTo(order) < 0 ? oldest : order,
        };
        // A slot may come free without anybody noticing: a cap is raised, a process ends.
        view.LookAgainAt(view.Now + NextLook);
    }
}

/// <summary>What became of an arrival.</summary>
internal enum ArrivalOutcome
{
    /// <summary>It has a slot.</summary>
    Admitted,

    /// <summary>It waits for one.</summary>
    Held,

    /// <summary>It comes again later.</summary>
    SentBack,

    /// <summary>It waited too long in the queue and has ended.</summary>
    GivenUp,

    /// <summary>It came before.</summary>
    Known,
}
