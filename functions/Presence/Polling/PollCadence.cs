namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// How often the two groups of a tenant's users are asked for: a pure decision. Those in busy services and those whose
/// state changed lately every interval, the rest more seldom, nobody less often than once a minute.
/// </summary>
/// <param name="Fast">Of those who matter now.</param>
/// <param name="Slow">Of the rest.</param>
internal sealed record PollCadence(TimeSpan Fast, TimeSpan Slow)
{
    /// <summary>Ids in one request (Graph: "Get presence for multiple users").</summary>
    public const int BatchSize = 650;

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How long a change makes a user one of those who matter.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    /// <summary>Requests a second that a tenant's polls use: a third of Graph's 1,500 in 30 seconds for an app in a tenant.</summary>
    public const double Share = 500 / 30.0;

    private const int SlowIntervals = 4;

    public static PollCadence Of(TimeSpan interval, int fastUsers, int slowUsers)
    {
        var (fast, slow) = (Requests(fastUsers), Requests(slowUsers));
        var usual = new PollCadence(interval, Shorter(interval * SlowIntervals, Longest));
        if (usual.PerSecond(fast, slow) <= Share)
            return usual;
        var stretched = usual with { Slow = Longest };
        if (stretched.PerSecond(fast, slow) <= Share)
            return stretched;
        // What the rest leaves of the share is the fast ones'. Beyond a minute nobody is put off: staleness would come first.
        var left = Share - (slow / Longest.TotalSeconds);
        var seconds = left <= 0 ? Longest.TotalSeconds : Math.Clamp(fast / left, interval.TotalSeconds, Longest.TotalSeconds);
        return stretched with { Fast = TimeSpan.FromSeconds(seconds) };
    }

    public static int Requests(int users) => (users + BatchSize - 1) / BatchSize;

    /// <summary>Whether a user is to be asked for now: the next poll would be too late.</summary>
    /// <param name="age">Since the user was last asked for; null: never.</param>
    /// <param name="interval">Until the next poll.</param>
    /// <param name="fast">To which group the user belongs.</param>
    public bool IsDue(TimeSpan? age, TimeSpan interval, bool fast)
    {
        if (age is not { } asked)
            return true;
        var cadence = fast ? Fast : Slow;
        // The next poll may come a tick later than it is due.
        return cadence <= interval || asked + interval + Shorter(PresenceSchedule.Tick, interval / 2) > cadence;
    }

    private double PerSecond(int fast, int slow) => (fast / Fast.TotalSeconds) + (slow / Slow.TotalSeconds);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
