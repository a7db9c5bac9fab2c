using System.Text.Json.Serialization;
using NimbusFunctions.Presence.History;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>A state that a user was in, or is.</summary>
/// <param name="OrganizationUnitId">The unit that the user lay in when it began.</param>
/// <param name="ResponsibilityProfile">The profile that was active; null: none.</param>
/// <param name="Activity">Graph's word; null where the tenant did not track extended presence.</param>
/// <param name="End">When it ended; null: it has not.</param>
/// <param name="DurationSeconds">How long it was; only where the tenant shows the time in a state.</param>
internal sealed record UserStateAnswer(
    string UserId,
    string User,
    string OrganizationUnitId,
    string? ResponsibilityProfile,
    string Availability,
    string? Activity,
    DateTimeOffset Start,
    DateTimeOffset? End,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? DurationSeconds)
{
    public static UserStateAnswer Of(ClosedState state, bool showTime) => new(
        state.UserId,
        state.User,
        state.OrganizationUnitId,
        state.Profile,
        state.Availability,
        state.Activity.Length == 0 ? null : state.Activity,
        state.Start,
        state.End,
        showTime ? (state.End - state.Start).TotalSeconds : null);

    /// <summary>The state that has not ended.</summary>
    public static UserStateAnswer Of(string userId, OpenState open, DateTimeOffset since, DateTimeOffset now, bool showTime)
    {
        var untilNow = new ClosedState(
            userId, open.User, open.OrganizationUnitId, open.Profile, open.Seen.Availability, open.Seen.Activity, since, now);
        return Of(untilNow, showTime) with { End = null };
    }
}
