namespace NimbusFunctions.Presence.History;

/// <summary>A state that a user was in, from its beginning to its end.</summary>
/// <param name="UserId">The directory object id.</param>
/// <param name="User">The user principal name when it began; empty where it was not known.</param>
/// <param name="OrganizationUnitId">The unit that the user lay in when it began.</param>
/// <param name="Profile">The responsibility profile that was active; null: none.</param>
/// <param name="Availability">Graph's word.</param>
/// <param name="Activity">Graph's word; empty where the tenant did not track extended presence.</param>
internal sealed record ClosedState(
    string UserId,
    string User,
    string OrganizationUnitId,
    string? Profile,
    string Availability,
    string Activity,
    DateTimeOffset Start,
    DateTimeOffset End);
