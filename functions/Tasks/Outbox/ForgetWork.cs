using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>
/// Rows that have done their duty go: messages that were sent, ended tasks that the history has. Nobody waits for it, so
/// it goes along with the next group.
/// </summary>
internal sealed class ForgetWork(IReadOnlyList<string> keys) : LaneWork
{
    public override bool MayWait => true;

    public override async Task DecideAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        // They are there unless the sweep was first, which the slots' ETag shows.
        foreach (var key in keys)
        {
            if (!view.IsCareful || await view.RowAsync(key, cancellation) is not null)
                view.Delete(key);
        }
    }

    public override void Done()
    {
    }

    public override void Fail(Exception failure)
    {
        // The sweep finds what is left.
    }
}
