using NimbusFunctions.Callbacks;

namespace NimbusFunctions.Tests.Callbacks.Delivery;

public sealed class DeliveryGateTests
{
    private readonly ManualTimeProvider time = new();
    private readonly DeliveryGate gate;

    public DeliveryGateTests() => gate = new(time, new Random(1));

    [Fact]
    public void Enter_TwoAreCalled_TheThirdWaitsAndOthersDoNot()
    {
        Opens("a");
        Opens("a");

        Assert.InRange(Closes("a"), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
        Opens("b");
        gate.Leave("a", wentWell: true);
        Opens("a");
    }

    [Fact]
    public void Leave_WithAFailure_RestsEverLongerUpToAMinute()
    {
        var rests = new List<double>();
        Opens("a");
        for (var time = 0; time < 8; time++)
        {
            gate.Leave("a", wentWell: false);
            rests.Add(RestOf("a"));
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], rests);
        gate.Leave("a", wentWell: true);
        Opens("a");
        Opens("a");
    }

    [Fact]
    public void Leave_WithAWish_RestsSoLongUpToAMinute()
    {
        Opens("a");
        gate.Leave("a", wentWell: false, TimeSpan.FromSeconds(20));
        Assert.Equal(20, RestOf("a"));
        gate.Leave("a", wentWell: false, TimeSpan.FromHours(1));
        Assert.Equal(60, RestOf("a"));
    }

    [Fact]
    public void Enter_AfterAFailure_IsTriedByOneAndOfAllSuchByAFew()
    {
        var failing = Enumerable.Range(0, 10).Select(number => $"{number}").ToList();
        foreach (var trigger in failing)
        {
            Opens(trigger);
            gate.Leave(trigger, wentWell: false);
        }

        time.Advance(TimeSpan.FromMinutes(2));
        var tried = failing.Where(trigger => gate.Enter(trigger) is GateEntry.Open).ToList();

        Assert.Equal(DeliveryGate.MostTrials, tried.Count);
        Assert.All(tried, trigger => Closes(trigger));
        Opens("well");
        gate.Leave(tried[0], wentWell: false);
        Opens(failing[^1]);
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

    private void Opens(string trigger) => Assert.IsType<GateEntry.Open>(gate.Enter(trigger));

    private TimeSpan Closes(string trigger) => Assert.IsType<GateEntry.Closed>(gate.Enter(trigger)).Delay;

    /// <summary>Whole seconds until one is let through, which then is.</summary>
    private double RestOf(string trigger)
    {
        for (var seconds = 0; seconds <= 120; seconds++)
        {
            if (gate.Enter(trigger) is GateEntry.Open)
                return seconds;
            time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("It rests for ever.");
    }
}
