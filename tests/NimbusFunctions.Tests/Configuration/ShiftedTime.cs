namespace NimbusFunctions.Tests.Configuration;

/// <summary>The clock of the system, put forward; pauses last as long as they do.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public void Advance(TimeSpan time) => ahead += time;
}
