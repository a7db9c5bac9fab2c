using System.Text.Json.Serialization;
using NimbusFunctions.Presence.Routing;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>What is known of a user's presence.</summary>
/// <param name="Availability">Graph's word; null: it never said one.</param>
/// <param name="Activity">Graph's word; null too where the tenant does not track extended presence.</param>
/// <param name="State">What that means; <c>Unknown</c> where nothing is known now.</param>
/// <param name="ConfirmedAt">When the newest request that confirmed it was sent.</param>
/// <param name="AgeSeconds">How long ago that is.</param>
/// <param name="CadenceSeconds">How often this user is asked for.</param>
/// <param name="Reason">Why nothing is known; null: it is.</param>
/// <param name="SecondsInState">How long it has held; only where the tenant shows the time in a state.</param>
internal sealed record UserPresenceAnswer(
    string UserId,
    string? Availability,
    string? Activity,
    PresenceState State,
    DateTimeOffset? ConfirmedAt,
    double? AgeSeconds,
    double CadenceSeconds,
    string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SecondsInState)
{
    public static UserPresenceAnswer Of(string userId, KnownPresence known, PresenceSection section, DateTimeOffset now) => new(
        userId,
        known.Seen?.Availability,
        section.Tracking ? known.Seen?.Activity : null,
        Routability.StateOf(known, section.Tracking),
        known.ConfirmedAt,
        Seconds(known.ConfirmedAt, now),
        known.Cadence.TotalSeconds,
        known.Reason,
        section.ShowTimeInState && known.IsKnown ? Seconds(known.Since, now) : null);

    private static double? Seconds(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } time ? Math.Max(0, Math.Round((now - time).TotalSeconds, 1)) : null;
}
