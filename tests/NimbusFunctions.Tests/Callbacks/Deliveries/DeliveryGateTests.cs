using NimbusFunctions.Callbacks.Deliveries;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class DeliveryGateTests
{
    private readonly ManualTimeProvider time = new();
    private readonly DeliveryGate gate;

    public DeliveryGateTests() => gate = new(time, new Random(1));

    [Fact]
    public void Enter_TwoAreCalled_TheThirdWaitsAndOthersDoNot()
    {
        var first = Opens("a");
        Opens("a");

        Assert.InRange(Closes("a"), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
        Opens("b");
        gate.Leave(first, wentWell: true);
        Opens("a");
    }

    [Fact]
    public void Leave_WithAFailure_RestsEverLongerUpToAMinute()
    {
        var rests = new List<double>();
        var entry = Opens("a");
        for (var round = 0; round < 8; round++)
        {
            gate.Leave(entry, wentWell: false);
            (entry, var rest) = After("a");
            rests.Add(rest);
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], rests);
        gate.Leave(entry, wentWell: true);
        Opens("a");
        Opens("a");
    }

    [Fact]
    public void Leave_WithAWish_RestsSoLongUpToAMinute()
    {
        gate.Leave(Opens("a"), wentWell: false, TimeSpan.FromSeconds(20));
        var (entry, rest) = After("a");
        Assert.Equal(20, rest);
        gate.Leave(entry, wentWell: false, TimeSpan.FromHours(1));
        Assert.Equal(60, After("a").Seconds);
    }

    [Fact]
    public void Enter_OfATriggerThatNobodyAskedForInADay_IsAsOfANewOne()
    {
        gate.Leave(Opens("gone"), wentWell: false);
        gate.Leave(Opens("failing"), wentWell: false);
        time.Advance(TimeSpan.FromHours(23));
        gate.Leave(Opens("failing"), wentWell: false);
        time.Advance(TimeSpan.FromHours(1));

        Assert.False(Opens("gone").IsTrial);
        Assert.True(Opens("failing").IsTrial);
    }

    [Fact]
    public void Enter_AfterAFailure_IsTriedByOneAndOfAllSuchByAFew()
    {
        var failing = Enumerable.Range(0, 10).Select(number => $"{number}").ToList();
        foreach (var trigger in failing)
            gate.Leave(Opens(trigger), wentWell: false);

        time.Advance(TimeSpan.FromMinutes(2));
        var tried = failing.Select(trigger => gate.Enter("tenant", trigger)).OfType<GateEntry.Open>().ToList();

        Assert.Equal(DeliveryGate.MostTrials, tried.Count);
        Assert.All(tried, entry => Closes(entry.Trigger));
        Opens("well");
        gate.Leave(tried[0], wentWell: false);
        Opens(failing[^1]);
    }

    [Fact]
    public void Enter_AddressesThatTakeTheirTime_HoldAQuarterOfThePlacesThoughTheySucceed()
    {
        foreach (var trigger in new[] { "a", "b", "c", "d", "e", "f" })
        {
            var entry = Opens(trigger);
            time.Advance(DeliveryGate.Slow * 2);
            Closes(trigger);
            gate.Leave(entry, wentWell: true);
        }

        var through = new[] { "a", "b", "c", "d", "e", "f" }.Select(trigger => gate.Enter("tenant", trigger)).OfType<GateEntry.Open>().ToList();

        Assert.Equal(DeliveryGate.MostTrials, through.Count);
        // Prompt again: as any other.
        gate.Leave(through[0], wentWell: true);
        Opens("a");
        Opens("a");
    }

    [Fact]
    public void Enter_ManyTriggersOfOneTenant_LeaveRoomForOthers()
    {
        foreach (var number in Enumerable.Range(0, DeliveryGate.MostOfATenant))
            Opens($"{number}");

        Closes("another");
        Assert.IsType<GateEntry.Open>(gate.Enter("other tenant", "of another"));
    }

    [Fact]
    public void Enter_ManyTurnedAway_AreSpread()
    {
        Opens("a");
        Opens("a");

        var delays = Enumerable.Range(0, 200).Select(_ => Closes("a")).ToList();

        Assert.True(delays.Distinct().Count() > 150);
        Assert.InRange(delays.Max(), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1.1));
    }

    private GateEntry.Open Opens(string trigger) => Assert.IsType<GateEntry.Open>(gate.Enter("tenant", trigger));

    private TimeSpan Closes(string trigger) => Assert.IsType<GateEntry.Closed>(gate.Enter("tenant", trigger)).Delay;

    /// <summary>Goes on until one is let through.</summary>
    private (GateEntry.Open Entry, double Seconds) After(string trigger)
    {
        for (var seconds = 0; seconds <= 120; seconds++)
        {
            if (gate.Enter("tenant", trigger) is GateEntry.Open entry)
                return (entry, seconds);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("It rests for ever.");
    }
}
