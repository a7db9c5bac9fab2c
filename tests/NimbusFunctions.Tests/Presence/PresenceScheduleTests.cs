using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Tests.Presence;

public class PresenceScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly PresenceSchedule Due = PresenceSchedule.New("t", Now);

    [Fact]
    public void Start_NotDue_SendsNothing() => Assert.Null((Due with { NextDue = Now.AddSeconds(1) }).Start(Now));

    [Fact]
    public void Start_WhileAPollIsUnderWay_SendsNothing() => Assert.Null((Due with { TakenUntil = Now.AddSeconds(1) }).Start(Now));

    [Fact]
    public void Start_AfterAPollThatDied_SendsTheNext() => Assert.Equal(1, (Due with { TakenUntil = Now }).Start(Now)!.Sequence);

    [Fact]
    public void Start_ALittleLate_KeepsTheGrid() => Assert.Equal(Now + Interval, Due.Start(Now.AddSeconds(4))!.NextDue);

    [Fact]
    public void Start_AfterAnOutage_MakesNothingUpFor() => Assert.Equal(Now.AddHours(1) + Interval, Due.Start(Now.AddHours(1))!.NextDue);

    [Fact]
    public void Take_TheSameMessageTwice_IsOnePoll()
    {
        var taken = Due.Start(Now)!.Take(1, Now)!;

        Assert.Null(taken.Take(1, Now));
        Assert.Null(taken.Finish(Now, Interval, null).Take(1, Now));
    }

    [Fact]
    public void Take_AnOldMessage_DoesNothing() => Assert.Null(Due.Start(Now)!.Start(Now.AddSeconds(15))!.Take(1, Now.AddSeconds(15)));

    [Fact]
    public void Take_WhileAnotherIsUnderWay_DoesNothing() =>
        Assert.Null((Due with { Sequence = 2, Taken = 1, TakenUntil = Now.AddSeconds(1) }).Take(2, Now));

    [Fact]
    public void Finish_WithAShorterInterval_IsDueSooner() =>
        Assert.Equal(Now.AddSeconds(5), (Due with { NextDue = Now.AddSeconds(60) }).Finish(Now, TimeSpan.FromSeconds(5), null).NextDue);

    [Fact]
    public void Finish_Forbidden_IsTriedAgainInAMinute()
    {
        var after = Due.Finish(Now, Interval, new(GraphTrouble.Forbidden));

        Assert.Equal((Now.AddMinutes(1), PresencePermission.Missing), (after.NextDue, after.Permission));
    }

    [Fact]
    public void Finish_Success_ForgetsTheBackoff()
    {
        var failing = Due.Finish(Now, Interval, new(GraphTrouble.Throttled)).Finish(Now, Interval, new(GraphTrouble.Throttled));

        Assert.Equal(2, failing.Failing!.Failures);
        Assert.Null(failing.Finish(Now, Interval, null).Failing);
        Assert.Equal(Now + Interval, failing.Finish(Now, Interval, null).NextDue);
    }

    [Fact]
    public void Finish_GraphsOwnWord_IsKeptAlsoWhereItIsLonger() =>
        Assert.Equal(Now.AddSeconds(212.8), Due.Finish(Now, Interval, new(GraphTrouble.Throttled, TimeSpan.FromSeconds(212.8))).NextDue);

    [Fact]
    public void Delay_AnyRowOfFailures_GrowsAndEndsAtAMinute() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().Select(number => 1 + Math.Abs(number % 200)).ToArbitrary(),
        failures =>
        {
            var one = new PresenceBackoff(Now, failures, GraphTrouble.Unavailable).DelayOf(Interval, new(GraphTrouble.Unavailable));
            var next = new PresenceBackoff(Now, failures + 1, GraphTrouble.Unavailable).DelayOf(Interval, new(GraphTrouble.Unavailable));
            return one >= Interval && next >= one && next <= PresenceBackoff.Longest;
        }).QuickCheckThrowOnFailure();
}
