using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

public sealed class DeliveryTests : IDisposable
{
    private readonly TestBroker broker = new();

    public void Dispose() => broker.Dispose();

    [Fact]
    public async Task Receive_EmptyQueue_ReturnsNull() => Assert.Null(await broker.ReceiveNow());

    [Fact]
    public async Task Receive_SeveralMessages_ComesInTheOrderOfSending()
    {
        broker.Send(Message("1"), Message("2"));
        broker.Send(Message("3"));

        var received = new[] { await broker.ReceiveNow(), await broker.ReceiveNow(), await broker.ReceiveNow() };

        Assert.Equal(["1", "2", "3"], received.Select(Text));
        Assert.True(received[0]!.SequenceNumber < received[1]!.SequenceNumber && received[1]!.SequenceNumber < received[2]!.SequenceNumber);
        Assert.Equal(3, received.Select(message => message!.LockToken).Distinct().Count());
    }

    [Fact]
    public async Task Receive_Message_TellsWhatTheBrokerKnows()
    {
        broker.Send(Message(id: "m1"));
        var sent = broker.Clock.GetUtcNow();
        broker.Clock.Advance(TimeSpan.FromSeconds(3));

        var message = (await broker.ReceiveNow())!;

        Assert.Equal(sent, message.EnqueuedTime);
        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(broker.Clock.GetUtcNow() + LockDuration, message.LockedUntil);
        Assert.Equal(DateTimeOffset.MaxValue, message.ExpiresAt);
        Assert.Null(message.DeadLetterSource);
        Assert.Equal("m1", message.Message.MessageId);
    }

    [Fact]
    public async Task Receive_NoMessageId_TheQueueGaveOne()
    {
        broker.Send(Message());

        Assert.NotEmpty((await broker.ReceiveNow())!.Message.MessageId!);
    }

    [Fact]
    public async Task Receive_LockedMessage_IsSeenByNobodyElse()
    {
        broker.Send(Message());
        await broker.ReceiveNow();

        Assert.Null(await broker.ReceiveNow());
        Assert.Equal(new QueueCounts(Active: 1, Scheduled: 0, DeadLetter: 0, Locked: 1), broker.Queue.Counts);
    }

    [Fact]
    public async Task Complete_LockedMessage_RemovesItForGood()
    {
        broker.Send(Message());
        var message = (await broker.ReceiveNow())!;

        Assert.True(broker.Queue.Complete(message.LockToken));
        Assert.False(broker.Queue.Complete(message.LockToken));

        broker.Clock.Advance(LockDuration * 2);
        Assert.Null(await broker.ReceiveNow());
        Assert.Equal(new QueueCounts(0, 0, 0, 0), broker.Queue.Counts);
    }

    [Fact]
    public async Task Abandon_LockedMessage_ComesBackAtOnceInItsOldPlace()
    {
        broker.Send(Message("1"), Message("2"));
        var first = (await broker.ReceiveNow())!;

        Assert.True(broker.Queue.Abandon(first.LockToken));
        var again = (await broker.ReceiveNow())!;

        Assert.Equal("1", Text(again));
        Assert.Equal(2, again.DeliveryCount);
        Assert.NotEqual(first.LockToken, again.LockToken);
        Assert.Equal(first.SequenceNumber, again.SequenceNumber);
        Assert.False(broker.Queue.Complete(first.LockToken));
    }

    [Fact]
    public async Task LockDuration_Over_MessageComesBackAndTheOldLockIsLost()
    {
        broker.Send(Message());
        var first = (await broker.ReceiveNow())!;

        broker.Clock.Advance(LockDuration - TimeSpan.FromTicks(1));
        Assert.Null(await broker.ReceiveNow());
        broker.Clock.Advance(TimeSpan.FromTicks(1));
        var second = (await broker.ReceiveNow())!;

        Assert.Equal(2, second.DeliveryCount);
        Assert.False(broker.Queue.Complete(first.LockToken));
        Assert.False(broker.Queue.Abandon(first.LockToken));
        Assert.Null(broker.Queue.RenewLock(first.LockToken));
        Assert.True(broker.Queue.Complete(second.LockToken));
    }

    [Fact]
    public async Task RenewLock_InTime_StartsTheLockAnew()
    {
        broker.Send(Message());
        var message = (await broker.ReceiveNow())!;
        broker.Clock.Advance(LockDuration - TimeSpan.FromSeconds(1));

        Assert.Equal(broker.Clock.GetUtcNow() + LockDuration, broker.Queue.RenewLock(message.LockToken));

        broker.Clock.Advance(LockDuration - TimeSpan.FromSeconds(1));
        Assert.Null(await broker.ReceiveNow());
        Assert.True(broker.Queue.Complete(message.LockToken));
    }

    [Fact]
    public async Task Receive_Waiting_IsWokenByASend()
    {
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        broker.Send(Message());

        Assert.Equal("hello", Text(await waiting));
    }

    [Fact]
    public async Task Receive_Waiting_IsWokenByTheEndOfALock()
    {
        broker.Send(Message());
        await broker.ReceiveNow();
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        broker.Clock.Advance(LockDuration);

        Assert.Equal(2, (await waiting)!.DeliveryCount);
    }

    [Fact]
    public async Task Receive_WaitOver_ReturnsNullAndTakesNothingLater()
    {
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        broker.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await waiting);
        broker.Send(Message());
        Assert.NotNull(await broker.ReceiveNow());
    }

    [Fact]
    public async Task Receive_Cancelled_EndsAndTakesNothingLater()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromSeconds(30), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        broker.Send(Message());
        Assert.Equal(1, (await broker.ReceiveNow())!.DeliveryCount);
    }

    [Fact]
    public async Task Receive_SeveralWait_EachMessageGoesToOneFirstComeFirstServed()
    {
        var first = broker.Queue.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var second = broker.Queue.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        broker.Send(Message("1"), Message("2"));

        Assert.Equal("1", Text(await first));
        Assert.Equal("2", Text(await second));
    }

    [Fact]
    public async Task Dispose_SomebodyWaits_IsSentAway()
    {
        var waiting = broker.Queue.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        broker.Broker.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }
}
