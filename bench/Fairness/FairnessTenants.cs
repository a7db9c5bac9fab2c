using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>Who plays which part.</summary>
/// <param name="Hanging">Graph never answers.</param>
/// <param name="Throttled">Graph answers everything with 429.</param>
/// <param name="WithoutConsent">The administrator has taken the consent back.</param>
/// <param name="Well">All others.</param>
internal sealed record FairnessTenants(
    IReadOnlyList<SimulatedTenantSummary> Hanging,
    IReadOnlyList<SimulatedTenantSummary> Throttled,
    IReadOnlyList<SimulatedTenantSummary> WithoutConsent,
    IReadOnlyList<SimulatedTenantSummary> Well)
{
    public const int Hang = 20;
    public const int Count = 200;

    /// <summary>Those that get into trouble, the hanging first: the worst order.</summary>
    public IEnumerable<SimulatedTenantSummary> InTrouble => [.. Hanging, .. Throttled, .. WithoutConsent];

    public static FairnessTenants Of(IReadOnlyList<SimulatedTenantSummary> all) =>
        new([.. all.Take(Hang)], [all[Hang]], [all[Hang + 1]], [.. all.Skip(Hang + 2)]);
}
