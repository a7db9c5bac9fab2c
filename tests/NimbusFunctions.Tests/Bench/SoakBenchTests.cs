using NimbusFunctions.Bench.Soak;

namespace NimbusFunctions.Tests.Bench;

public class SoakBenchTests
{
    [Fact]
    public void Report_EveryDayEqual_IsMet() => Assert.True(SoakBench.Report([new(1, 2, null), new(2, 4, null)]).Met);

    [Fact]
    public void Report_ADayThatDiffers_IsCountedAndMissesTheTarget()
    {
        var report = SoakBench.Report([new(1, 2, null), new(2, 4, "somebody is lost"), new(3, 3, null)]);

        Assert.False(report.Met);
        Assert.Equal(1, report.Figures["differences"]);
        Assert.Equal(3, report.Figures["dayMedianSeconds"]);
        Assert.Equal(4, report.Figures["dayLongestSeconds"]);
    }
}
