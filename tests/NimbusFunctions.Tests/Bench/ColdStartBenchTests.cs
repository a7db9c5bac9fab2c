using NimbusFunctions.Bench.ColdStart;

namespace NimbusFunctions.Tests.Bench;

public class ColdStartBenchTests
{
    [Theory]
    [InlineData(349, 349, true)]
    [InlineData(351, 400, false)]
    [InlineData(331, 300, false)]
    public void Report_OfStarts_HoldsTheTargets(double readyToRun, double plain, bool met) =>
        Assert.Equal(met, ColdStartBench.Report([new(readyToRun, 300)], [new(plain, 300)]).Met);

    [Fact]
    public void Report_OfStarts_HasMediansAndTheirRatio()
    {
        var report = ColdStartBench.Report(
            [new(200, 150), new(100, 130), new(900, 140)], [new(400, 250), new(300, 250), new(500, 260)]);

        Assert.Equal(200, report.Figures["readyToRunMs"]);
        Assert.Equal(900, report.Figures["readyToRunP90Ms"]);
        Assert.Equal(140, report.Figures["readyToRunProcessorMs"]);
        Assert.Equal(400, report.Figures["plainMs"]);
        Assert.Equal(0.5, report.Figures["ratio"]);
    }
}
