namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>What somebody is to be in a team: member, owner or owner-only.</summary>
internal sealed record RoleBody(string? Role);
