namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A team as a caller writes it; members and owners are user ids or user principal names.</summary>
internal sealed record TeamBody(string? DisplayName, string? Description, IReadOnlyList<string>? Members, IReadOnlyList<string>? Owners);
