using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class HealthChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TriggerFilter Two = new(["a", "b"], ["Created"], [], []);

    [Fact]
    public void Delivered_WithinAMinute_WritesNothing()
    {
        var first = HealthChange.Delivered(TriggerHealth.Fine, Now);

        Assert.Equal(Now, first.LastDelivered);
        Assert.Same(first, HealthChange.Delivered(first, Now.AddSeconds(59)));
        Assert.Equal(Now.AddSeconds(60), HealthChange.Delivered(first, Now.AddSeconds(60)).LastDelivered);
    }

    [Fact]
    public void AddressGone_AgainAndAgain_IsLeftAloneForLongerAndOneSuccessEndsIt()
    {
        var (health, now, pauses) = (TriggerHealth.Fine, Now, new List<double>());
        for (var time = 0; time < 8; time++)
        {
            health = HealthChange.AddressGone(health, "it answered 410", now);
            pauses.Add((health.NextTry!.Value - now).TotalMinutes);
            now = health.NextTry.Value;
        }

        Assert.Equal([5, 5, 10, 20, 40, 60, 60, 60], pauses);
        Assert.Equal((SuspensionCause.AddressGone, Now, 1), (health.Cause, health.Since, health.Turns));
        var well = HealthChange.Delivered(health, now);
        Assert.Equal((null, null, null, 2), (well.Cause, well.Since, well.NextTry, well.Turns));
    }

    [Fact]
    public void Lost_OneOfTwoServices_SuspendsNothingAndAllDo()
    {
        var one = HealthChange.Lost(TriggerHealth.Fine, ["a"], SuspensionCause.RoleLost, Two, Now);
        var both = HealthChange.Lost(one, ["b"], SuspensionCause.ServiceGone, Two, Now.AddHours(1));

        Assert.Null(one.Cause);
        Assert.Equal((SuspensionCause.RoleLost, Now.AddHours(1)), (both.Cause, both.Since));
        Assert.Same(both, HealthChange.Lost(both, ["b"], SuspensionCause.ServiceGone, Two, Now.AddHours(2)));
        Assert.Null(HealthChange.Regained(both, "a").Cause);
        Assert.Same(both, HealthChange.Regained(both, "c"));
    }

    [Fact]
    public void Lost_WhileTheAddressIsGone_TellsTheCauseThatCallsDoNotEnd()
    {
        var gone = HealthChange.AddressGone(TriggerHealth.Fine, "it answered 404", Now);
        var lost = HealthChange.Lost(gone, ["a", "b"], SuspensionCause.RoleLost, Two, Now.AddHours(1));

        Assert.Equal((SuspensionCause.RoleLost, null), (lost.Cause, lost.NextTry));
        Assert.Equal(SuspensionCause.RoleLost, HealthChange.Delivered(lost, Now.AddHours(2)).Cause);
    }

    [Fact]
    public void AnyOrder_OfAllThatHappens_LeavesAHealthThatMakesSense() =>
        Prop.ForAll(Gen.Choose(0, 7).ListOf().ToArbitrary(), steps =>
        {
            var (health, now) = (TriggerHealth.Fine, Now);
            foreach (var step in steps)
            {
                var before = health;
                now += TimeSpan.FromMinutes(7);
                health = step switch
                {
                    0 => HealthChange.Delivered(health, now),
                    1 => HealthChange.AddressGone(health, "it answered 404", now),
                    2 => HealthChange.Failed(health, "it answered 500"),
                    3 => HealthChange.Lost(health, ["a"], SuspensionCause.RoleLost, Two, now),
                    4 => HealthChange.Lost(health, ["a", "b"], SuspensionCause.ServiceGone, Two, now),
                    5 => HealthChange.Regained(health, "a"),
                    6 => HealthChange.Regained(health, "b"),
                    _ => HealthChange.Missed(health),
                };
                var isWhole = health.Lost.Count == Two.Services.Count;
                if ((health.Cause is null) != (health.Since is null)
                    || (health.NextTry is not null) != (health.Cause == SuspensionCause.AddressGone)
                    || health.Lost.DistinctBy(lost => lost.Id).Count() != health.Lost.Count
                    || (health.Cause is SuspensionCause.RoleLost or SuspensionCause.ServiceGone && !isWhole)
                    || (before.Cause != health.Cause && before.Turns == health.Turns)
                    || health.Missed < before.Missed)
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
}
