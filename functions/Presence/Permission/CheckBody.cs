namespace NimbusFunctions.Presence.Permission;

/// <summary>The body of a check; there need be none.</summary>
/// <param name="Upn">Whom to ask for; null: the section's test user.</param>
internal sealed record CheckBody(string? Upn = null);
