namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// When a tenant is polled next, and whether a poll is under way: values in, a decision out. Its row's ETag decides
/// between two who want to do the same.
/// </summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Sequence">The latest poll's number.</param>
/// <param name="NextDue">When the next poll is due; the latest one's message lives until then.</param>
/// <param name="Interval">The tenant's interval when it was last looked at.</param>
internal sealed record PresenceSchedule(string Tenant, long Sequence, DateTimeOffset NextDue, TimeSpan Interval)
{
    /// <summary>The timer's own interval: no poll is more exact than that.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    /// <summary>How long the right to poll lasts; a poll ends itself before.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The poll that was begun last.</summary>
    public long Taken { get; init; }

    /// <summary>Until when it has the tenant to itself; null: it has ended.</summary>
    public DateTimeOffset? TakenUntil { get; init; }

    /// <summary>When the last poll began that was answered.</summary>
    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>How many segments the tenant's users lie in.</summary>
    public int Segments { get; init; }

    /// <summary>Rises when a user comes into the segments or goes.</summary>
    public long Rosters { get; init; }

    /// <summary>How many users are tracked.</summary>
    public int Users { get; init; }

    public PresencePermission Permission { get; init; }

    /// <summary>How the tenant's polls fail; null: the last one did not.</summary>
    public PresenceBackoff? Failing { get; init; }

    public static PresenceSchedule New(string tenant, DateTimeOffset now) =>
        new(tenant, 0, now, TimeSpan.FromSeconds(PresenceSection.UsualInterval));

    /// <summary>The schedule to store before a poll's message is sent; null: none is to be sent.</summary>
    public PresenceSchedule? Start(DateTimeOffset now)
    {
        if (NextDue > now || TakenUntil > now)
            return null;
        // The grid is kept, so that the timer's lateness does not add up; what was missed is not made up for.
        var next = NextDue + Interval;
        return this with { Sequence = Sequence + 1, NextDue = next > now + (Interval / 2) ? next : now + Interval };
    }

    /// <summary>The schedule with which a poll begins; null: it is not this message's turn, or another has it.</summary>
    public PresenceSchedule? Take(long sequence, DateTimeOffset now) =>
        sequence == Sequence && Taken < sequence && !(TakenUntil > now)
            ? this with { Taken = sequence, TakenUntil = now + Lease }
            : null;

    /// <summary>The schedule after a poll.</summary>
    /// <param name="now">Now.</param>
    /// <param name="interval">The tenant's interval.</param>
    /// <param name="trouble">What went wrong; null: nothing.</param>
    public PresenceSchedule Finish(DateTimeOffset now, TimeSpan interval, PollTrouble? trouble)
    {
        if (trouble is null)
            return this with { TakenUntil = null, Interval = interval, Failing = null, NextDue = NextDue < now + interval ? NextDue : now + interval };
        var failing = PresenceBackoff.After(Failing, trouble, now);
        var next = now + failing.DelayOf(interval, trouble);
        return this with
        {
            TakenUntil = null,
            Interval = interval,
            Failing = failing,
            NextDue = next > NextDue ? next : NextDue,
            Permission = trouble.Permission ?? Permission,
        };
    }
}
