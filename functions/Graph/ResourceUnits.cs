namespace NimbusFunctions.Graph;

/// <summary>
/// A bucket of Graph's resource units as a value: what is taken, and how long to wait before it may be spent. Units
/// are reserved in the order of asking, so the level may be below nothing; what is sent after its wait never exceeds
/// a full bucket and what has flowed in since.
/// </summary>
/// <param name="Size">Units a full bucket holds, above 0.</param>
/// <param name="Window">The time in which an empty bucket is full again.</param>
/// <param name="Level">Units there are; below nothing: reserved ahead.</param>
/// <param name="Filled">When the level was reckoned. Times are counted from any fixed moment.</param>
/// <param name="SlowUntil">Until then it fills at half its rate.</param>
internal sealed record ResourceUnits(double Size, TimeSpan Window, double Level, TimeSpan Filled, TimeSpan SlowUntil)
{
    /// <summary>How long a warning of Graph halves the rate.</summary>
    public static readonly TimeSpan SlowFor = TimeSpan.FromSeconds(30);

    public static ResourceUnits Full(double size, TimeSpan window, TimeSpan now) => new(size, window, size, now, TimeSpan.MinValue);

    private double PerSecond => Size / Window.TotalSeconds;

    /// <summary>Takes units, there or not.</summary>
    /// <returns>The bucket after it, and how long to wait until they may be spent, at least zero.</returns>
    public (ResourceUnits After, TimeSpan Wait) Take(double units, TimeSpan now)
    {
        var filled = FillTo(now);
        var after = filled with { Level = filled.Level - units };
        return (after, after.Level >= 0 ? TimeSpan.Zero : after.TimeToFill(-after.Level));
    }

    /// <summary>Gives units back that were not used; a negative number takes what a request cost beyond its estimate.</summary>
    public ResourceUnits GiveBack(double units, TimeSpan now)
    {
        var filled = FillTo(now);
        return filled with { Level = Math.Min(Size, filled.Level + units) };
    }

    /// <summary>Graph says that a limit is near: from now on, for a while, half the rate.</summary>
    public ResourceUnits SlowDown(TimeSpan now) => FillTo(now) with { SlowUntil = now + SlowFor };

    private ResourceUnits FillTo(TimeSpan now)
    {
        if (now <= Filled)
            return this;
        var slow = SlowUntil <= Filled ? TimeSpan.Zero : (SlowUntil < now ? SlowUntil : now) - Filled;
        var gained = (((now - Filled) - slow).TotalSeconds + (slow.TotalSeconds / 2)) * PerSecond;
        return this with { Level = Math.Min(Size, Level + gained), Filled = now };
    }

    private TimeSpan TimeToFill(double missing)
    {
        var slow = SlowUntil <= Filled ? TimeSpan.Zero : SlowUntil - Filled;
        var gainedSlowly = slow.TotalSeconds / 2 * PerSecond;
        return missing <= gainedSlowly
            ? TimeSpan.FromSeconds(missing / PerSecond * 2)
            : slow + TimeSpan.FromSeconds((missing - gainedSlowly) / PerSecond);
    }
}
