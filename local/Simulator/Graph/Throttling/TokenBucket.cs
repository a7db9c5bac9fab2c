namespace NimbusFunctions.Local.Simulator.Graph.Throttling;

/// <summary>
/// A bucket of units that refills evenly. As with Graph, what is asked while it is empty still counts, down to
/// 0.8 of its size below nothing (`x-ms-throttle-limit-percentage` goes up to 1.8).
/// </summary>
/// <param name="size">Units a full bucket holds.</param>
/// <param name="window">The time in which an empty bucket is full again.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(double size, TimeSpan window, TimeProvider time)
{
    private const double Overdraft = 0.8;

    private readonly Lock _gate = new();
    private readonly double _size = size;
    private double _level = size;
    private long _filled = time.GetTimestamp();

    /// <summary>Takes units; null when they were there, else the time until they will be.</summary>
    /// <param name="units">How many.</param>
    /// <param name="used">The share of the bucket that is used up after this, 0 to 1.8.</param>
    public TimeSpan? Take(int units, out double used)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _level = Math.Min(_size, _level + (_size * (time.GetElapsedTime(_filled, now) / window)));
            _filled = now;
            var missing = units - _level;
            _level = Math.Max(_level - units, -Overdraft * _size);
            used = 1 - (_level / _size);
            return missing > 0 ? window * (missing / _size) : null;
        }
    }
}
