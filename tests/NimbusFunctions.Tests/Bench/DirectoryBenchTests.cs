using NimbusFunctions.Bench.DirectorySync;

namespace NimbusFunctions.Tests.Bench;

public class DirectoryBenchTests
{
    private static readonly SyncCost Delta = new(1, 150, 170);
    private static readonly LargeResult[] Fast = [new(new(10, 3_000, 190), 8, 5, 20_000)];

    [Fact]
    public void Report_OfTrials_ComparesTheMediansOfTheLargestAndTheSmallestDirectory()
    {
        var report = DirectoryBench.Report(
        [
            new(2_000, new(2, 88, 150), Delta), new(2_000, new(9, 88, 150), Delta), new(2_000, new(1, 88, 150), Delta),
            new(20_000, new(9, 99, 160), Delta),
            new(100_000, new(3, 110, 165), Delta),
        ], Fast);

        Assert.Equal(2, report.Figures["firstSeconds2000"]);
        Assert.Equal(1.5, report.Figures["firstSecondsRatio"]);
        Assert.Equal(1.25, report.Figures["firstRequestsRatio"]);
        Assert.Equal(1.1, report.Figures["firstPeakMBRatio"], 6);
        Assert.Equal(1, report.Figures["deltaSecondsRatio"]);
        Assert.Equal(170, report.Figures["largestPeakMB"]);
        Assert.Equal(["firstSecondsRatio"], report.Targets.Where(target => !target.IsMetBy(report.Figures[target.Figure])).Select(target => target.Figure));
    }

    [Fact]
    public void Report_MemoryOfAnySizeOverTheLimit_MissesTheTarget() =>
        Assert.False(DirectoryBench.Report([new(2_000, Delta, Delta), new(20_000, Delta with { PeakMegabytes = 200 }, Delta), new(100_000, Delta, Delta)], Fast).Met);

    [Theory]
    [InlineData(8, 5, 0.8, true)]
    [InlineData(5, 8, 0.8, true)]
    [InlineData(7, 7.9, 0.79, false)]
    public void Report_LargeTenant_IsComparedWithTheSlowerOfReadingAndWriting(double read, double written, double speed, bool met)
    {
        var report = DirectoryBench.Report([new(2_000, Delta, Delta)], [new(new(10, 3_000, 190), read, written, 20_000)]);

        Assert.Equal(speed, report.Figures["largeSpeed"], 6);
        Assert.Equal(met, report.Met);
    }

    [Fact]
    public void Read_StatusOfAProcess_IsThePeakInMillionsOfBytes() =>
        Assert.Equal(180.224, ProcessMemory.Read(["Name:\tNimbusFunctions", "VmPeak:\t  999999 kB", "VmHWM:\t  176000 kB", "VmRSS:\t  100000 kB"]), 6);

    [Fact]
    public void Read_StatusOfAProcessThatHasEnded_Throws() =>
        Assert.Throws<NimbusFunctions.Bench.BenchException>(() => ProcessMemory.Read(["Name:\tNimbusFunctions", "State:\tZ (zombie)"]));
}
