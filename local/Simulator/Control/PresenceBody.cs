namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A presence as a caller writes it, in Graph's words.</summary>
internal sealed record PresenceBody(string? Availability, string? Activity);
