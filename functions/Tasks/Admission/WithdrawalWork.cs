using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>An arrival that may have been sent back does not come any more: nobody waits for it.</summary>
internal sealed class WithdrawalWork(ArrivalOrder order, CancellationToken abandoned) : LaneWork<bool>(abandoned)
{
    protected override async Task<bool> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var stood = await SentBackLine.HasAsync(view, order, cancellation);
        await SentBackLine.LeaveAsync(view, order, cancellation);
        return stood;
    }
}
