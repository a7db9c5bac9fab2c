using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

/// <summary>Scheduled messages, times to live, duplicate detection.</summary>
public sealed class TimeTests : IDisposable
{
    private readonly TestBroker broker = new();

    public void Dispose() => broker.Dispose();

    [Fact]
    public async Task Scheduled_BeforeItsTime_IsNotSeen()
    {
        var due = broker.Clock.GetUtcNow().AddMinutes(2);
        broker.Send(Message("later") with { ScheduledEnqueueTime = due });
        broker.Send(Message("now"));

        Assert.Equal(new QueueCounts(Active: 1, Scheduled: 1, 0, 0), broker.Queue.Counts);
        var now = (await broker.ReceiveNow())!;
        Assert.Equal("now", Text(now));
        broker.Clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Null(await broker.ReceiveNow());
        broker.Clock.Advance(TimeSpan.FromTicks(1));

        var later = (await broker.ReceiveNow())!;
        Assert.Equal("later", Text(later));
        Assert.Equal(due, later.EnqueuedTime);
        Assert.True(later.SequenceNumber > now.SequenceNumber);
    }

    [Fact]
    public async Task Scheduled_InThePast_IsSeenAtOnce()
    {
        broker.Send(Message() with { ScheduledEnqueueTime = broker.Clock.GetUtcNow() });

        Assert.NotNull(await broker.ReceiveNow());
    }

    [Fact]
    public async Task Scheduled_SomebodyWaits_IsWokenAtItsInstant()
    {
        broker.Send(Message() with { ScheduledEnqueueTime = broker.Clock.GetUtcNow().AddSeconds(30) });
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        broker.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task TimeToLive_Over_MessageIsGoneWithoutATrace()
    {
        broker.Send(Message() with { TimeToLive = TimeSpan.FromSeconds(5) });

        broker.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await broker.ReceiveNow());
        Assert.Equal(new QueueCounts(0, 0, 0, 0), broker.Queue.Counts);
    }

    [Fact]
    public async Task TimeToLive_DeadLetteringOn_GoesToTheDeadLettersForGood()
    {
        using var keeping = new TestBroker(deadLetterOnExpiration: true);
        keeping.Send(Message() with { TimeToLive = TimeSpan.FromSeconds(5) });

        keeping.Clock.Advance(TimeSpan.FromDays(1));

        var dead = (await keeping.ReceiveDeadLetter())!;
        Assert.Equal("TTLExpiredException", dead.Message.ApplicationProperties["DeadLetterReason"]);
        Assert.Equal(DateTimeOffset.MaxValue, dead.ExpiresAt);
    }

    [Fact]
    public async Task TimeToLive_OfAScheduledMessage_BeginsAtItsTime()
    {
        var due = broker.Clock.GetUtcNow().AddMinutes(1);
        broker.Send(Message() with { ScheduledEnqueueTime = due, TimeToLive = TimeSpan.FromSeconds(5) });
        broker.Clock.Advance(TimeSpan.FromSeconds(64));

        Assert.Equal(due.AddSeconds(5), (await broker.ReceiveNow())!.ExpiresAt);
    }

    [Fact]
    public async Task TimeToLive_OverUnderALock_CanStillBeCompleted()
    {
        broker.Send(Message() with { TimeToLive = TimeSpan.FromSeconds(5) });
        var message = (await broker.ReceiveNow())!;
        broker.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(broker.Queue.Complete(message.LockToken));
    }

    [Fact]
    public async Task TimeToLive_OverUnderALock_IsGoneWhenItIsGivenBack()
    {
        broker.Send(Message() with { TimeToLive = TimeSpan.FromSeconds(5) });
        var message = (await broker.ReceiveNow())!;
        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        broker.Queue.Abandon(message.LockToken);

        Assert.Null(await broker.ReceiveNow());
        Assert.Equal(new QueueCounts(0, 0, 0, 0), broker.Queue.Counts);
    }

    [Fact]
    public async Task DuplicateDetection_SameIdInTheWindow_IsAcceptedAndDropped()
    {
        broker.Send(Message("first", id: "x"));
        broker.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        broker.Send(Message("second", id: "x"), Message("other", id: "X"));

        Assert.Equal("first", Text(await broker.ReceiveNow()));
        Assert.Equal("other", Text(await broker.ReceiveNow()));
        Assert.Null(await broker.ReceiveNow());
    }

    [Fact]
    public async Task DuplicateDetection_CompletedAlready_StillDropsTheSecond()
    {
        broker.Send(Message(id: "x"));
        broker.Queue.Complete((await broker.ReceiveNow())!.LockToken);

        broker.Send(Message(id: "x"));

        Assert.Null(await broker.ReceiveNow());
    }

    [Fact]
    public async Task DuplicateDetection_WindowOver_TakesTheIdAgain()
    {
        broker.Send(Message("first", id: "x"));
        broker.Clock.Advance(TimeSpan.FromMinutes(10));
        broker.Send(Message("second", id: "x"));

        Assert.Equal("first", Text(await broker.ReceiveNow()));
        Assert.Equal("second", Text(await broker.ReceiveNow()));
    }

    [Fact]
    public async Task DuplicateDetection_WithinOneSend_TakesTheFirst()
    {
        broker.Send(Message("first", id: "x"), Message("second", id: "x"));

        Assert.Equal("first", Text(await broker.ReceiveNow()));
        Assert.Null(await broker.ReceiveNow());
    }

    [Fact]
    public async Task DuplicateDetection_ScheduledMessage_CountsFromItsSending()
    {
        broker.Send(Message("first", id: "x") with { ScheduledEnqueueTime = broker.Clock.GetUtcNow().AddHours(1) });
        broker.Send(Message("second", id: "x"));

        Assert.Null(await broker.ReceiveNow());
        Assert.Equal(1, broker.Queue.Counts.Scheduled);
    }

    [Fact]
    public async Task DuplicateDetection_Off_TakesEverything()
    {
        using var plain = new TestBroker(duplicateWindow: TimeSpan.Zero);
        plain.Send(Message(id: "x"), Message(id: "x"));

        Assert.NotNull(await plain.ReceiveNow());
        Assert.NotNull(await plain.ReceiveNow());
    }
}
