namespace NimbusFunctions.Graph;

/// <summary>A <see cref="ResourceUnits"/> that several requests share.</summary>
internal sealed class UnitsBucket(double size, TimeSpan window, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long origin = time.GetTimestamp();
    private ResourceUnits units = ResourceUnits.Full(size, window, TimeSpan.Zero);

    /// <summary>Takes units and says how long to wait before they may be spent; a wait that is too long takes nothing.</summary>
    public TimeSpan Take(double wanted, TimeSpan longest)
    {
        lock (gate)
        {
            var (after, wait) = units.Take(wanted, Now);
            if (wait <= longest)
                units = after;
            return wait;
        }
    }

    /// <inheritdoc cref="ResourceUnits.GiveBack"/>
    public void GiveBack(double spare)
    {
        lock (gate)
            units = units.GiveBack(spare, Now);
    }

    /// <inheritdoc cref="ResourceUnits.SlowDown"/>
    public void SlowDown()
    {
        lock (gate)
            units = units.SlowDown(Now);
    }

    private TimeSpan Now => time.GetElapsedTime(origin);
}
