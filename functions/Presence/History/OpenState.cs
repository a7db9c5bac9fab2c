namespace NimbusFunctions.Presence.History;

/// <summary>The state that a user is in.</summary>
/// <param name="User">The user principal name when it began; empty where it was not known.</param>
/// <param name="OrganizationUnitId">The unit that the user lay in when it began.</param>
/// <param name="Profile">The responsibility profile that was active; null: none.</param>
internal sealed record OpenState(SeenPresence Seen, string User, string OrganizationUnitId, string? Profile);
