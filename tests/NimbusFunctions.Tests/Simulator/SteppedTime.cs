namespace NimbusFunctions.Tests.Simulator;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public SteppedTime()
        : this(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
