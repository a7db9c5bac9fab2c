using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>A flow posts a task.</summary>
internal sealed class PostWork(NewTask post, CancellationToken abandoned) : LaneWork<AdmissionAnswer>(abandoned)
{
    protected override async Task<AdmissionAnswer> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var decision = AdmissionDecision.OfPosted(view.Slots, view.Limits.Cap);
        // Usually the key is new: it is added, and where it was there the group is decided again, carefully. But nobody
        // is refused whose task has a slot already.
        if (post.Key is { } key && (view.IsCareful || post.DryRun || decision is not AdmissionDecision.Admit || view.IsWritten(KeyRow.Key(key.Name)))
            && KeyRow.Answer(await view.RowAsync(KeyRow.Key(key.Name), cancellation), key, view.Now) is { } first)
            return first;
        switch (decision)
        {
            case AdmissionDecision.Refuse refused:
                return new AdmissionAnswer.LimitReached(refused.Limit, refused.InUse, refused.OldestHeldSince);
            case AdmissionDecision.Admit when post.DryRun:
                return new AdmissionAnswer.WouldAdmit(view.Limits.Cap, view.Slots.InUse);
            default:
                Admit(view, outbox);
                return new AdmissionAnswer.Admitted(post.Answer, IsRepeated: false);
        }
    }

    private void Admit(LaneView view, LaneOutbox outbox)
    {
        TaskEntry.Enter(view, outbox, post.Task);
        if (post.Key is { } key)
            KeyRow.Remember(view, key, post.Task.Id, post.Answer);
    }
}
