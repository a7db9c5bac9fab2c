using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Tasks.Arrivals;

namespace NimbusFunctions.Tests.TasksArrivals;

public sealed class ArrivalDelayTests
{
    [Fact]
    public void Of_AnyAge_LiesBetweenTheShortestAndTheLongest() => Prop.ForAll(
        (from seconds in Gen.Choose(-100, 1_000_000)
         from draw in Gen.Choose(0, 999)
         select (TimeSpan.FromSeconds(seconds), draw / 1_000.0)).ToArbitrary(),
        sample => ArrivalDelay.Of(sample.Item1, new(), sample.Item2).TotalSeconds is >= 5 and <= 60).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_Older_ComesMoreSeldom() => Assert.True(
        ArrivalDelay.Of(TimeSpan.FromMinutes(4), new(), 0) > ArrivalDelay.Of(TimeSpan.FromSeconds(10), new(), 0.999));

    [Theory]
    [InlineData(5, 60, 0)]
    [InlineData(0, 60, 1)]
    [InlineData(61, 60, 1)]
    [InlineData(5, 5_000, 1)]
    [InlineData(double.NaN, double.NaN, 2)]
    public void Errors_OutOfRange_AreNamed(double shortest, double longest, int count) => Assert.Equal(
        count, new ArrivalOptions { ShortestDelaySeconds = shortest, LongestDelaySeconds = longest }.Errors().Count());
}
