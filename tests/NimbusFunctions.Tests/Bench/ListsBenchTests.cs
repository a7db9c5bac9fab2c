using NimbusFunctions.Bench.Lists;

namespace NimbusFunctions.Tests.Bench;

public class ListsBenchTests
{
    [Theory]
    [InlineData(199, 4.9, true)]
    [InlineData(200, 4.9, false)]
    [InlineData(199, 5.1, false)]
    public void Report_MedianOfTurns_IsHeldAgainstTheTargets(double p99, double seen, bool met)
    {
        var report = ListsBench.Report([Turn(1, 1), Turn(p99, seen), Turn(900, 60)]);

        Assert.Equal(p99, report.Figures["manyPagesP99Milliseconds"]);
        Assert.Equal(met, report.Met);
    }

    [Fact]
    public void Report_FewUsers_HaveNoTarget() =>
        Assert.DoesNotContain(ListsBench.Report([Turn(1, 1)]).Targets, target => target.Figure.StartsWith("few", StringComparison.Ordinal));

    private static Dictionary<string, double> Turn(double p99, double seen) => new()
    {
        ["fewPagesP99Milliseconds"] = 900,
        ["manyPagesP99Milliseconds"] = p99,
        ["changeSeenSeconds"] = seen,
    };
}
