namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>
/// The time of the recorded run: it stands still until an answer of Graph moves it on to when that was received. Short
/// waits are over at once; what watches over a slice's progress never fires.
/// </summary>
internal sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Goes on to a moment, never back.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        lock (gate)
            now = moment > now ? moment : now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= ShortWait)
        {
            MoveTo(GetUtcNow() + dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Standing();
    }

    private sealed class Standing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
