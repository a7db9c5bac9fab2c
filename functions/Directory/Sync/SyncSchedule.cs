using NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Directory.Sync;

/// <summary>When a tenant's next run is due, and whether one is under way: values in, a decision out.</summary>
/// <param name="Sequence">The latest run's number.</param>
/// <param name="Outstanding">When its message was last heard of; null: no run is under way.</param>
/// <param name="Sent">Whether the message is known to be sent.</param>
/// <param name="NextDue">When the next run is due.</param>
/// <param name="Again">Somebody asked for a run while one was under way.</param>
/// <param name="Begun">When the latest run was queued; sending it again does not change that.</param>
internal sealed record SyncSchedule(
    long Sequence, DateTimeOffset? Outstanding, bool Sent, DateTimeOffset NextDue, bool Again, DateTimeOffset Begun = default)
{
    /// <summary>How the tenant's runs fail; null: the last one did not.</summary>
    public SyncBackoff? Failing { get; init; }

    /// <summary>When a run was last known to begin or to go on; a message that is only sent again says nothing of that. Null: before the first.</summary>
    public DateTimeOffset? Heard { get; init; }

    /// <summary>From a run's end until the next is due: under the scheduler's five minutes, so that each of its ticks finds it due.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(4);

    /// <summary>Something was seen once and wants a second look, within the ten minutes that a removal may take.</summary>
    public static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(1);

    /// <summary>A run that nobody heard of for so long has lost its message.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(20);

    /// <summary>The process that wrote the row and did not send is taken for dead after this.</summary>
    public static readonly TimeSpan UnsentAfter = TimeSpan.FromMinutes(1);

    /// <summary>The latest run's id.</summary>
    public RunId Run => RunId.Of(Begun, Sequence);

    public static SyncSchedule New { get; } = new(0, null, false, DateTimeOffset.UnixEpoch, false);

    /// <summary>The schedule to store before the run's message is sent; null: nothing is to be sent.</summary>
    /// <param name="now">Now.</param>
    /// <param name="asked">Somebody asks for a run, due or not.</param>
    public SyncSchedule? Start(DateTimeOffset now, bool asked)
    {
        // A run that waits for a later moment is overtaken by one that is asked for now; its message finds itself old.
        if (asked && Outstanding > now)
            return Begin(now);
        if (Outstanding is { } heard)
            return now - heard > (Sent ? LostAfter : UnsentAfter) ? this with { Outstanding = now, Sent = false } : null;
        return asked || NextDue <= now ? Begin(now) : null;
    }

    /// <summary>The schedule after a run.</summary>
    /// <param name="now">Now.</param>
    /// <param name="failure">What ended it before it was done; null: nothing.</param>
    public SyncSchedule Finish(DateTimeOffset now, RunFailure? failure)
    {
        var failing = failure is null ? null : SyncBackoff.After(Failing, failure, now);
        var wait = Again ? TimeSpan.Zero : failing?.Delay ?? Interval;
        return this with { Outstanding = null, Sent = false, NextDue = now + wait, Again = false, Failing = failing };
    }

    /// <summary>The schedule when the next run is sent right after a run, to arrive after a while.</summary>
    /// <param name="now">Now.</param>
    /// <param name="wait">How long until then.</param>
    /// <param name="failure">What ended the run before it was done; null: nothing.</param>
    public SyncSchedule Continue(DateTimeOffset now, TimeSpan wait, RunFailure? failure) =>
        Finish(now, failure) with
        {
            Sequence = Sequence + 1,
            Outstanding = now + wait,
            Heard = now + wait,
            Sent = false,
            NextDue = now + wait,
            Again = false,
            Begun = now,
        };

    /// <summary>The schedule while a run goes on with another slice, which arrives after a while.</summary>
    public SyncSchedule GoOn(DateTimeOffset now, TimeSpan wait) => this with { Outstanding = now + wait, Heard = now + wait, Sent = true };

    private SyncSchedule Begin(DateTimeOffset now) =>
        this with { Sequence = Sequence + 1, Outstanding = now, Heard = now, Sent = false, Again = false, Begun = now };
}
