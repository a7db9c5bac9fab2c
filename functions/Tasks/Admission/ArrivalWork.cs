using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>A message or mail arrived. The task's id follows from the arrival, so that coming twice makes one.</summary>
internal sealed class ArrivalWork(ContactTask task, ArrivalOrder order, CancellationToken abandoned) : LaneWork<ArrivalOutcome>(abandoned)
{
    protected override async Task<ArrivalOutcome> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        if (await view.RowAsync(KeyRow.Key(task.Id), cancellation) is { } row && !KeyRow.IsOver(row, view.Now))
        {
            // It came twice, at two times, and both were sent back: this place in the line is nobody's any more.
            await SentBackLine.LeaveAsync(view, order, cancellation);
            return ArrivalOutcome.Known;
        }

        var decision = AdmissionDecision.OfArrival(
            view.Slots, view.Limits.Cap, view.Limits.MostHeld, order, await SentBackLine.OlderAsync(view, order, cancellation));
        if (decision is not AdmissionDecision.Admit && order.Arrived + view.Limits.LongestHold <= view.Now)
        {
            await ComeAsync(view, cancellation);
            var over = task.End(CompletionReasons.HeldTooLong, view.Now, "arrival");
            outbox.Finish(over);
            outbox.Tell(null, over);
            return ArrivalOutcome.GivenUp;
        }

        switch (decision)
        {
            case AdmissionDecision.SendBack:
                if (!await SentBackLine.HasAsync(view, order, cancellation))
                    SentBackLine.Join(view, order);
                return ArrivalOutcome.SentBack;
            case AdmissionDecision.Hold:
                await ComeAsync(view, cancellation);
                Hold(view, outbox);
                return ArrivalOutcome.Held;
            default:
                await ComeAsync(view, cancellation);
                TaskEntry.Enter(view, outbox, task);
                return ArrivalOutcome.Admitted;
        }
    }

    /// <summary>It is in: it is known from now on, and the next of those that were sent back may come.</summary>
    private async Task ComeAsync(LaneView view, CancellationToken cancellation)
    {
        KeyRow.Remember(view, new(task.Id, ""), task.Id, "");
        await SentBackLine.LeaveAsync(view, order, cancellation);
    }

    private void Hold(LaneView view, LaneOutbox outbox)
    {
        var held = task with { State = TaskState.Held };
        view.Add(TaskRow.Write(view.Partition, held, HeldRow.Key(order, task.Id)));
        outbox.Tell(null, held);
        view.Slots = view.Slots with
        {
            Held = view.Slots.Held + 1,
            OldestHeld = view.Slots.OldestHeld is { } oldest && oldest.CompareTo(order) < 0 ? oldest : order,
        };
        view.LookAgainAt(view.Now + Promotion.NextLook);
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
