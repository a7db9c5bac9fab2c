using NimbusFunctions.Bench.Callbacks;

namespace NimbusFunctions.Tests.Bench;

public class CallbacksBenchTests
{
    [Theory]
    [InlineData(1.2, 0, true)]
    [InlineData(1.21, 0, false)]
    [InlineData(1, 1, false)]
    public void Report_MedianOfTurns_IsHeldAgainstTheTargets(double ratio, double lost, bool met)
    {
        var report = CallbacksBench.Report([Turn(1, 0), Turn(ratio, lost), Turn(9, 9)]);

        Assert.Equal(ratio, report.Figures["othersP99Ratio"]);
        Assert.Equal(met, report.Met);
    }

    private static Dictionary<string, double> Turn(double ratio, double lost) => new() { ["othersP99Ratio"] = ratio, ["othersLost"] = lost };
}
