using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Tests.Retention;

public class PurgeScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public void Start_NothingUnderWay_BeginsTheNext()
    {
        var started = PurgeSchedule.New(Now).Start(Now)!;

        Assert.Equal((1, Now, Now), (started.Sequence, started.Outstanding, started.Begun));
    }

    [Fact]
    public void Start_OneUnderWay_WaitsUntilItIsLost()
    {
        var started = PurgeSchedule.New(Now).Start(Now)!;

        Assert.Null(started.Start(Now + PurgeSchedule.LostAfter - TimeSpan.FromSeconds(1)));
        Assert.Null(started.Heard(Now.AddHours(1)).Start(Now.AddHours(1)));
        Assert.Equal(2, started.Start(Now + PurgeSchedule.LostAfter)!.Sequence);
    }

    [Fact]
    public void Finish_Completed_CountsFromWhereItBegan()
    {
        var done = PurgeSchedule.New(Now).Start(Now)!.Finish(completed: true);

        Assert.Equal(TimeSpan.FromHours(5), done.Overdue(Now.AddHours(3)));
        Assert.Null(done.Outstanding);
    }

    [Fact]
    public void Finish_NotCompleted_GoesOnCountingFromTheLastThatWas()
    {
        var first = PurgeSchedule.New(Now).Start(Now)!.Finish(completed: true);
        var second = first.Start(Now.AddHours(20))!.Finish(completed: false);

        Assert.True(second.Overdue(Now.AddHours(20)) >= PurgeSchedule.Danger);
    }
}
