using System.Text.Json.Serialization;
using NimbusFunctions.Access;
using NimbusFunctions.Presence.Routing;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>A member of a service, and whether work of the service may come now.</summary>
/// <param name="UserId">The directory object id.</param>
/// <param name="Reason">Why no work comes; null: it may.</param>
/// <param name="State">What the user's presence means.</param>
/// <param name="IdleSince">Since when the user has been idle; only where the tenant shows the time in a state.</param>
internal sealed record AvailableUserAnswer(
    string UserId,
    string DisplayName,
    string UserPrincipalName,
    bool Available,
    RoutingReason? Reason,
    PresenceState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? IdleSince)
{
    public static AvailableUserAnswer Of(RoutedUser routed, bool showTime) => new(
        routed.User.Id,
        routed.User.Details.DisplayName,
        routed.User.Details.UserPrincipalName,
        routed.IsAvailable,
        routed.Refusal,
        Routability.StateOf(routed.Facts.Presence, routed.Facts.Extended),
        showTime && routed.IsAvailable ? routed.IdleSince : null);

    /// <summary>As somebody sees it who may not see who the user is.</summary>
    public AvailableUserAnswer Masked(Masks masks) =>
        this with { DisplayName = masks.User(DisplayName), UserPrincipalName = masks.User(UserPrincipalName) };
}
