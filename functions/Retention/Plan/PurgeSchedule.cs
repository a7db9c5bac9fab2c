namespace NimbusFunctions.Retention.Plan;

/// <summary>Whether a tenant's purge is under way, and how late it is: values in, a decision out.</summary>
/// <param name="Sequence">The latest purge's number.</param>
/// <param name="Outstanding">When its message was last heard of; null: none is under way.</param>
/// <param name="Begun">When the latest purge was queued.</param>
/// <param name="Completed">When the last purge was queued that removed all that was over; before the first: when the tenant was first seen.</param>
internal sealed record PurgeSchedule(long Sequence, DateTimeOffset? Outstanding, DateTimeOffset Begun, DateTimeOffset Completed)
{
    /// <summary>A purge that nobody heard of for so long has lost its message; a slice takes four minutes.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(30);

    /// <summary>From here on the 24 hours are in danger.</summary>
    public static readonly TimeSpan Danger = TimeSpan.FromHours(18);

    public static PurgeSchedule New(DateTimeOffset now) => new(0, null, now, now);

    /// <summary>For how long the oldest row may be overdue that is still there.</summary>
    public TimeSpan Overdue(DateTimeOffset now) => now - Completed > TimeSpan.Zero ? now - Completed + KindCut.Margin : KindCut.Margin;

    /// <summary>The schedule to store before a purge's message is sent; null: one is under way.</summary>
    public PurgeSchedule? Start(DateTimeOffset now) =>
        Outstanding is { } heard && now - heard < LostAfter ? null : this with { Sequence = Sequence + 1, Outstanding = now, Begun = now };

    /// <summary>The schedule while a purge goes on with another slice.</summary>
    public PurgeSchedule Heard(DateTimeOffset now) => this with { Outstanding = now };

    /// <summary>The schedule after a purge.</summary>
    /// <param name="completed">Whether all that was over is gone, but for what is held.</param>
    public PurgeSchedule Finish(bool completed) => this with { Outstanding = null, Completed = completed ? Begun : Completed };
}
