using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// Something that wants to be done in a partition. It is decided on a view, as often as others change the partition
/// meanwhile, and answered only after the transaction that it is part of.
/// </summary>
internal abstract class LaneWork
{
    /// <summary>The trace of whoever wants it: the lane decides it in somebody else's.</summary>
    public string? Trace { get; } = MessageTrace.Current;

    /// <summary>It may wait for company: others that come soon take it along.</summary>
    public virtual bool MayWait => false;

    /// <summary>Decides. Every call begins anew.</summary>
    public abstract Task DecideAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation);

    /// <summary>What was decided last is stored (or nothing was to be stored).</summary>
    public abstract void Done();

    /// <summary>It could not be decided in time, and nothing of it is stored.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Whether nobody waits for it any more.</summary>
    public virtual bool IsAbandoned => false;
}

/// <summary>A work with an answer.</summary>
internal abstract class LaneWork<T>(CancellationToken abandoned) : LaneWork
{
    private TaskCompletionSource<T> source = new();
    private T? answer;

    public Task<T> Answer => source.Task;

    /// <summary>Before it goes into a lane: how whoever waits for the answer goes on.</summary>
    public void Open(TaskCreationOptions continuations) => source = new(continuations);

    public override bool IsAbandoned => abandoned.IsCancellationRequested;

    public sealed override async Task DecideAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation) =>
        answer = await AnswerAsync(view, outbox, cancellation);

    public sealed override void Done() => source.TrySetResult(answer!);

    public sealed override void Fail(Exception failure) => source.TrySetException(failure);

    protected abstract Task<T> AnswerAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation);
}
