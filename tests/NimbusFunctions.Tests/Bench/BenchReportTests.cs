using System.Text.Json;
using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Tests.Bench;

public class BenchReportTests
{
    [Fact]
    public void ToJson_OfAReport_IsOneLineWithEverything() => Assert.Equal(
        """{"bench":"pace","figures":{"ms":349.123,"perSecond":1000},"targets":{"ms":{"below":350},"perSecond":{"atLeast":1000}},"met":true}""",
        new BenchReport("pace", new() { ["ms"] = 349.1234, ["perSecond"] = 1000 }, [new("ms", Bound.Below, 350), new("perSecond", Bound.AtLeast, 1000)]).ToJson());

    [Fact]
    public void ToJson_OneTargetMissed_SaysSo()
    {
        BenchReport report = new("pace", new() { ["ms"] = 1, ["ratio"] = 1.31 }, [new("ms", Bound.Below, 2), new("ratio", Bound.AtMost, 1.3)]);

        Assert.False(report.Met);
        using var line = JsonDocument.Parse(report.ToJson());
        Assert.False(line.RootElement.GetProperty("met").GetBoolean());
    }

    [Fact]
    public void ToJson_FigureThatIsNoNumber_Throws() =>
        Assert.Throws<ArgumentException>(() => new BenchReport("pace", new() { ["ms"] = double.NaN }, []).ToJson());

    [Fact]
    public void Met_TargetOfNoFigure_Throws() =>
        Assert.Throws<KeyNotFoundException>(() => new BenchReport("pace", new() { ["ms"] = 1 }, [new("seconds", Bound.Below, 1)]).Met);

    [Theory]
    [InlineData(Bound.Below, 1.9, true)]
    [InlineData(Bound.Below, 2, false)]
    [InlineData(Bound.AtMost, 2, true)]
    [InlineData(Bound.AtMost, 2.1, false)]
    [InlineData(Bound.AtLeast, 2, true)]
    [InlineData(Bound.AtLeast, 1.9, false)]
    internal void IsMetBy_AroundTheLimit_IsExact(Bound bound, double value, bool met) => Assert.Equal(met, new BenchTarget("x", bound, 2).IsMetBy(value));
}
