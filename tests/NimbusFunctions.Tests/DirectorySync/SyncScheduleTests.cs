using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

public class SyncScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SyncSchedule Idle = new(7, null, false, Now.AddMinutes(3), false);
    private static readonly SyncSchedule Running = Idle with { Outstanding = Now, Sent = true };

    [Fact]
    public void Start_NewTenant_IsDueAtOnce() => Assert.Equal(1, SyncSchedule.New.Start(Now, asked: false)!.Sequence);

    [Fact]
    public void Start_NotDue_SendsNothing() => Assert.Null(Idle.Start(Now, asked: false));

    [Fact]
    public void Start_Due_TakesTheNextNumber() => Assert.Equal(8, Idle.Start(Now.AddMinutes(3), asked: false)!.Sequence);

    [Fact]
    public void Start_NotDueButAskedFor_TakesTheNextNumber() => Assert.Equal(8, Idle.Start(Now, asked: true)!.Sequence);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_WhileOneIsOutstanding_NeverSendsASecond(bool asked) => Assert.Null(Running.Start(Now.AddMinutes(19), asked));

    [Fact]
    public void Start_AskedForWhileASecondLookWaits_OvertakesIt() =>
        Assert.Equal(9, Running.Continue(Now, SyncSchedule.SecondLook, null).Start(Now.AddSeconds(10), asked: true)!.Sequence);

    [Fact]
    public void Start_DueWhileASecondLookWaits_SendsNothing() =>
        Assert.Null((Running.Continue(Now, SyncSchedule.SecondLook, null) with { Sent = true }).Start(Now.AddSeconds(10), asked: false));

    [Fact]
    public void Start_OutstandingAndUnheardOf_SendsTheSameRunAgain() =>
        Assert.Equal(7, Running.Start(Now.AddMinutes(21), asked: false)!.Sequence);

    [Fact]
    public void Start_StoredAndNeverSent_SendsTheSameRunAgainAMinuteLater()
    {
        var unsent = Running with { Sent = false };

        Assert.Null(unsent.Start(Now.AddSeconds(59), asked: false));
        Assert.Equal(7, unsent.Start(Now.AddSeconds(61), asked: false)!.Sequence);
    }

    // Nobody reads the queue, or nobody takes what is sent.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_TheSameRunAgainAndAgain_IsNotHeardOf(bool sent)
    {
        var schedule = Idle.Start(Now, asked: true)!;
        for (var minutes = 0; minutes <= 120; minutes += 5)
            schedule = schedule.Start(Now.AddMinutes(minutes), asked: false) is { } again ? again with { Sent = sent } : schedule;

        Assert.True(schedule.Outstanding > Now.AddMinutes(90));
        Assert.Equal(Now, schedule.Heard);
        Assert.Equal(Now.AddMinutes(121), schedule.GoOn(Now.AddMinutes(120), TimeSpan.FromMinutes(1)).Heard);
    }

    [Fact]
    public void Finish_NextIsDueBeforeTheSchedulersNextTick() => Assert.True(Running.Finish(Now, null).NextDue < Now.AddMinutes(5));

    [Fact]
    public void Continue_SecondLook_IsTheNextRunAndOutstanding()
    {
        var next = Running.Continue(Now, SyncSchedule.SecondLook, null);

        Assert.Equal((8, Now + SyncSchedule.SecondLook), (next.Sequence, next.Outstanding));
    }
}
