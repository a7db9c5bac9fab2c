namespace NimbusFunctions.Local.Commands.Control;

/// <summary>A user of a simulated directory.</summary>
internal sealed record ControlUser(string Id, string DisplayName, string UserPrincipalName, string? Department);
