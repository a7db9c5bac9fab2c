using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

public class ResourceUnitsTests
{
    private const double Size = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static ResourceUnits Full => ResourceUnits.Full(Size, Window, TimeSpan.Zero);

    /// <summary>Requests as they come: units, and milliseconds since the one before.</summary>
    private static Gen<IReadOnlyList<(int Units, int After)>> Requests =>
        (from units in Gen.Choose(1, 40) from after in Gen.Choose(0, 3_000) select (units, after))
        .NonEmptyListOf().Select(list => (IReadOnlyList<(int, int)>)[.. list]);

    [Fact]
    public void Take_EnoughThere_WaitsForNothing() => Assert.Equal(TimeSpan.Zero, Full.Take(100, TimeSpan.Zero).Wait);

    [Fact]
    public void Take_MoreThanIsThere_WaitsUntilItHasFlowedIn() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Full.Take(120, TimeSpan.Zero).Wait);

    [Fact]
    public void Take_AfterAWarning_FlowsHalfAsFast() =>
        Assert.Equal(TimeSpan.FromSeconds(4), Full.SlowDown(TimeSpan.Zero).Take(120, TimeSpan.Zero).Wait);

    [Fact]
    public void Take_WarningEndsMeanwhile_FlowsFasterFromThenOn()
    {
        // 30 s at 5 units a second, then 10 a second.
        var wait = Full.SlowDown(TimeSpan.Zero).Take(Size + 150 + 20, TimeSpan.Zero).Wait;

        Assert.Equal(32, wait.TotalSeconds, 6);
    }

    [Fact]
    public void GiveBack_MoreThanWasTaken_NeverOverfills() =>
        Assert.Equal(TimeSpan.FromSeconds(1), Full.GiveBack(50, TimeSpan.Zero).Take(110, TimeSpan.Zero).Wait);

    [Fact]
    public void Take_ClockGoesBack_LosesNothing() => Assert.Equal(
        Full.Take(50, TimeSpan.FromSeconds(5)).After.Level, Full.Take(0, TimeSpan.FromSeconds(5)).After.Take(50, TimeSpan.Zero).After.Level);

    /// <summary>What matters: in no stretch of time more is spent than a full bucket and what flows in.</summary>
    [Fact]
    public void Take_AnyRequests_NeverSpendsBeyondTheRate() => Prop.ForAll(Requests.ToArbitrary(), requests =>
    {
        var spent = Spend(requests);
        return spent.SelectMany((first, from) => spent.Skip(from).Select((last, count) =>
                spent.Skip(from).Take(count + 1).Sum(request => request.Units)
                    <= Size + (Size / Window.TotalSeconds * (last.At - first.At).TotalSeconds) + 0.001))
            .All(kept => kept);
    }).QuickCheckThrowOnFailure();

    /// <summary>Who asks first may spend first, so nobody starves.</summary>
    [Fact]
    public void Take_AnyRequests_AreServedInTheirOrder() => Prop.ForAll(Requests.ToArbitrary(), requests =>
    {
        var spent = Spend(requests);
        return spent.Zip(spent.Skip(1)).All(pair => pair.First.At <= pair.Second.At + TimeSpan.FromMicroseconds(1));
    }).QuickCheckThrowOnFailure();

    /// <summary>When each request was sent.</summary>
    private static List<(int Units, TimeSpan At)> Spend(IReadOnlyList<(int Units, int After)> requests)
    {
        var (bucket, now, spent) = (Full, TimeSpan.Zero, new List<(int, TimeSpan)>());
        foreach (var (units, after) in requests)
        {
            now += TimeSpan.FromMilliseconds(after);
            (bucket, var wait) = bucket.Take(units, now);
            spent.Add((units, now + wait));
        }

        return spent;
    }
}
