namespace NimbusFunctions.Local.Simulator;

/// <summary>A team of a simulated tenant: its group id, name and mail address.</summary>
internal sealed record SimulatedTeamSummary(string Id, string DisplayName, string Mail);
