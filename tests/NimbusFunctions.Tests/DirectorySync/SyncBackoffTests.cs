using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.DirectorySync;

public class SyncBackoffTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunFailure NoConsent = new(GraphTrouble.NoToken, "No consent.");

    [Fact]
    public void Delay_ConsentIsRevoked_GrowsFromMinutesToADay()
    {
        var delays = Delays(NoConsent, 12);

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440], delays.Select(delay => (int)delay.TotalMinutes));
    }

    [Fact]
    public void Delay_GraphIsDown_GrowsToAnHour() =>
        Assert.Equal(TimeSpan.FromHours(1), Delays(new(GraphTrouble.Unavailable, "503"), 30)[^1]);

    [Fact]
    public void Delay_NeverShrinksWhileItFails() => Prop.ForAll(Gen.Choose(2, 200).ToArbitrary(), failures =>
    {
        var delays = Delays(NoConsent, failures);
        return delays[^1] >= delays[^2] && delays[^1] <= TimeSpan.FromDays(1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Finish_FailsAgain_KeepsSinceAndCounts()
    {
        var first = Schedule.Finish(Now, NoConsent);
        var second = first.Start(first.NextDue, asked: false)!.Finish(first.NextDue, NoConsent);

        Assert.Equal((Now, 2), (second.Failing!.Since, second.Failing.Failures));
        Assert.Equal(first.NextDue + TimeSpan.FromMinutes(10), second.NextDue);
    }

    [Fact]
    public void Finish_Succeeds_IsOver() => Assert.Null(Schedule.Finish(Now, NoConsent).Start(Now, asked: true)!.Finish(Now, null).Failing);

    [Fact]
    public void Start_AskedFor_TriesAtOnceWhateverTheDelay() => Assert.NotNull(Schedule.Finish(Now, NoConsent).Start(Now, asked: true));

    [Fact]
    public void Start_NotAskedFor_WaitsForTheDelay() => Assert.Null(Schedule.Finish(Now, NoConsent).Start(Now.AddMinutes(4.9), asked: false));

    private static SyncSchedule Schedule { get; } = SyncSchedule.New with { Sequence = 3, Outstanding = Now, Sent = true };

    private static List<TimeSpan> Delays(RunFailure failure, int times)
    {
        List<TimeSpan> delays = [];
        SyncBackoff? failing = null;
        while (delays.Count < times)
        {
            failing = SyncBackoff.After(failing, failure, Now);
            delays.Add(failing.Delay);
        }

        return delays;
    }
}
