using System.Collections.Immutable;

namespace NimbusFunctions.Presence.History;

/// <summary>
/// A user's row: the open state, and closed ones that the history may not have yet. One write ends a state and begins the
/// next, so that a crash afterwards loses nothing: whoever finds the row writes the history again.
/// </summary>
/// <param name="UserId">The directory object id.</param>
/// <param name="Open">The open state; null: none is.</param>
/// <param name="Since">When the open state began, or the last one ended: news that are not younger change nothing.</param>
internal sealed record StateBook(string UserId, OpenState? Open, DateTimeOffset Since)
{
    /// <summary>States that have ended and may not be in the history yet.</summary>
    public ImmutableArray<ClosedState> Closed { get; init; } = [];

    /// <summary>The book of a user whose states nobody has kept.</summary>
    public static StateBook New(string userId) => new(userId, null, DateTimeOffset.MinValue);

    /// <summary>The book after a change: pure; the same book where the change is told again, or too late.</summary>
    /// <param name="change">The change.</param>
    /// <param name="who">What is known of the user, for the state that begins: everything but what was seen counts.</param>
    public StateBook After(PresenceChange change, OpenState who)
    {
        if (change.At <= Since)
            return this;
        // Somebody was told of a change and did not live to store it: the state before is known from this one.
        if (Open is { } open && change.Before is { } before && before != open.Seen && change.BeforeSince is { } missed
            && missed > Since && missed < change.At)
            return End(missed).Begin(who with { Seen = before }, missed).End(change.At).Begin(change.After, who, change.At);
        // Older news may still come: they must not open what has ended.
        if (change.After is null && Open is null)
            return this with { Since = change.At };
        return Open?.Seen == change.After ? this : End(change.At).Begin(change.After, who, change.At);
    }

    /// <summary>The book when nothing is kept any more.</summary>
    public StateBook End(DateTimeOffset at) => Open is not { } open || at <= Since
        ? this
        : this with
        {
            Open = null,
            Since = at,
            Closed = Closed.Add(new(
                UserId, open.User, open.OrganizationUnitId, open.Profile, open.Seen.Availability, open.Seen.Activity, Since, at)),
        };

    private StateBook Begin(SeenPresence? seen, OpenState who, DateTimeOffset at) =>
        seen is null ? this : Begin(who with { Seen = seen }, at);

    private StateBook Begin(OpenState open, DateTimeOffset at) => this with { Open = open, Since = at };
}
