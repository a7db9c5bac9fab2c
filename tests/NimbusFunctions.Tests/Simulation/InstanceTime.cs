namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// The clock of one instance: it goes wrong by a constant, and stops ringing when the instance is dead. While a
/// <c>Task.Delay</c> runs, other timers ring a little later: what they may cancel would go on in the thread pool.
/// </summary>
internal sealed class InstanceTime(TimeProvider real, TimeSpan skew, Func<bool> alive) : TimeProvider
{
    private readonly TimeProvider real = real;
    private readonly Func<bool> alive = alive;

    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(100);

    private int delays;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + skew;

    public override long GetTimestamp() => real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    private sealed class Timer : ITimer
    {
        private readonly InstanceTime clock;
        private readonly ITimer inner;
        private bool delays;

        public Timer(InstanceTime clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.clock = clock;
            // The state of a delay is the task itself.
            delays = state is Task;
            clock.delays += delays ? 1 : 0;
            inner = clock.real.CreateTimer(_ => Ring(callback, state), null, dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            EndDelay();
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(TimerCallback callback, object? state)
        {
            EndDelay();
            if (state is not Task && clock.delays > 0)
                inner.Change(Later, Timeout.InfiniteTimeSpan);
            else if (clock.alive())
                callback(state);
        }

        private void EndDelay()
        {
            clock.delays -= delays ? 1 : 0;
            delays = false;
        }
    }
}
