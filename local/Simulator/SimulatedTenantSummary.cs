namespace NimbusFunctions.Local.Simulator;

/// <summary>What a caller needs to know to begin with a simulated tenant.</summary>
internal sealed record SimulatedTenantSummary(
    string Id,
    string Name,
    string Domain,
    string AdminUpn,
    string AdminGroupId,
    IReadOnlyList<SimulatedTeamSummary> Teams);
