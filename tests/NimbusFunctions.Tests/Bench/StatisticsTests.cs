using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Tests.Bench;

public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 1, 2, 100 }, 3)]
    public void Median_OfValues_IsTheMiddle(double[] values, double median) => Assert.Equal(median, Statistics.Median(values));

    [Fact]
    public void Median_OfAnyValues_HasAsManyAboveAsBelow() => Prop.ForAll(Values(), values =>
    {
        var median = Statistics.Median(values);
        var half = values.Length / 2;
        return values.Count(value => value < median) <= half && values.Count(value => value > median) <= half;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.9, 9)]
    [InlineData(0.91, 10)]
    [InlineData(1, 10)]
    public void Percentile_OfTen_IsTheNearestRank(double share, double expected) =>
        Assert.Equal(expected, Statistics.Percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share));

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void Percentile_ShareThatCannotBe_Throws(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Statistics.Percentile([1], share));

    [Fact]
    public void Statistics_OfNothing_Throw()
    {
        Assert.Throws<ArgumentException>(() => Statistics.Median([]));
        Assert.Throws<ArgumentException>(() => Statistics.Percentile([], 0.5));
    }

    [Fact]
    public void Ratio_OfMeasuredValues_IsTheQuotient() => Assert.Equal(1.5, Statistics.Ratio(3, 2));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Ratio_OfNothingMeasured_Throws(double of) => Assert.Throws<ArgumentOutOfRangeException>(() => Statistics.Ratio(1, of));

    private static Arbitrary<double[]> Values() =>
        ArbMap.Default.GeneratorFor<int>().Select(number => (double)number).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
