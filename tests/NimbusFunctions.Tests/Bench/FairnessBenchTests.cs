using NimbusFunctions.Bench.Fairness;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Bench;

public class FairnessBenchTests
{
    [Fact]
    public void Report_OfWaves_ComparesTroubleWithBoth()
    {
        var report = FairnessBench.Report(
        [
            new(Situation.Alone, [1, 2, 4]), new(Situation.Calm, [2, 3, 5]), new(Situation.Troubled, [2, 3, 4]),
            new(Situation.Alone, [1, 9, 9]), new(Situation.Calm, [2, 3, 5]), new(Situation.Troubled, [2, 3, 4]),
            new(Situation.Alone, [1, 2, 4]), new(Situation.Calm, [2, 3, 5]), new(Situation.Troubled, [2, 3, 4]),
        ]);

        Assert.Equal(3, report.Figures["tenants"]);
        Assert.Equal(2, report.Figures["aloneMedianSeconds"]);
        Assert.Equal(1, report.Figures["troubledToCalmMedianRatio"]);
        Assert.Equal(1.5, report.Figures["troubledToAloneMedianRatio"]);
        Assert.Equal(0.8, report.Figures["troubledToCalmP95Ratio"]);
        Assert.Equal(["troubledToAloneMedianRatio"], report.Targets.Where(target => !target.IsMetBy(report.Figures[target.Figure])).Select(target => target.Figure));
    }

    [Fact]
    public void Of_AllTenants_GivesEachOnePart()
    {
        SimulatedTenantSummary[] all = [.. Enumerable.Range(0, FairnessTenants.Count).Select(number => new SimulatedTenantSummary($"{number}", "", "", "", "", []))];

        var tenants = FairnessTenants.Of(all);

        Assert.Equal(20, tenants.Hanging.Count);
        Assert.Equal(178, tenants.Well.Count);
        Assert.Equal<IEnumerable<SimulatedTenantSummary>>(all, [.. tenants.InTrouble, .. tenants.Well]);
    }
}
