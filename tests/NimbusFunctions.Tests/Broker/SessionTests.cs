using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

public sealed class SessionTests : IDisposable
{
    private readonly TestBroker broker = new(sessions: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => broker.Dispose();

    [Fact]
    public async Task Accept_TwoSessions_AreHeldByOneReceiverEach()
    {
        broker.Send(Message("a1", "a"), Message("b1", "b"), Message("a2", "a"));

        var first = (await broker.AcceptNow())!;
        var second = (await broker.AcceptNow())!;

        Assert.Equal(("a", "b"), (first.SessionId, second.SessionId));
        Assert.Null(await broker.AcceptNow());
        Assert.Equal(broker.Clock.GetUtcNow() + LockDuration, first.LockedUntil);
    }

    [Fact]
    public async Task Receive_InASession_ComesInOrderAndOnlyOfThatSession()
    {
        broker.Send(Message("a1", "a"), Message("b1", "b"), Message("a2", "a"), Message("a3", "a"));
        var session = (await broker.AcceptNow())!;

        Assert.Equal("a1", Text(await session.ReceiveAsync(TimeSpan.Zero, Token)));
        Assert.Equal("a2", Text(await session.ReceiveAsync(TimeSpan.Zero, Token)));
        Assert.Equal("a3", Text(await session.ReceiveAsync(TimeSpan.Zero, Token)));
        Assert.Null(await session.ReceiveAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Abandon_InASession_TheSameMessageComesNext()
    {
        broker.Send(Message("a1", "a"), Message("a2", "a"));
        var session = (await broker.AcceptNow())!;
        var message = (await session.ReceiveAsync(TimeSpan.Zero, Token))!;

        broker.Queue.Abandon(message.LockToken);

        var again = (await session.ReceiveAsync(TimeSpan.Zero, Token))!;
        Assert.Equal(("a1", 2), (Text(again), again.DeliveryCount));
    }

    [Fact]
    public async Task Dispose_UnsettledMessages_AreReadableByTheNextReceiver()
    {
        broker.Send(Message("a1", "a"), Message("a2", "a"));
        var first = (await broker.AcceptNow())!;
        var old = (await first.ReceiveAsync(TimeSpan.Zero, Token))!;

        await first.DisposeAsync();

        Assert.False(broker.Queue.Complete(old.LockToken));
        var second = (await broker.AcceptNow())!;
        var message = (await second.ReceiveAsync(TimeSpan.Zero, Token))!;
        Assert.Equal(("a1", 2), (Text(message), message.DeliveryCount));
    }

    [Fact]
    public async Task SessionLock_Over_IsLostWithItsMessages()
    {
        broker.Send(Message("a1", "a"));
        var first = (await broker.AcceptNow())!;
        broker.Clock.Advance(TimeSpan.FromMinutes(4));
        var message = (await first.ReceiveAsync(TimeSpan.Zero, Token))!;

        // The session's lock counts, not a lock of the message's own.
        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(broker.Queue.Complete(message.LockToken));
        Assert.Null(first.Renew());
        var lost = await Assert.ThrowsAsync<BrokerException>(() => first.ReceiveAsync(TimeSpan.Zero, Token));
        Assert.Equal(BrokerReason.SessionLockLost, lost.Reason);
        var second = (await broker.AcceptNow())!;
        Assert.Equal(2, (await second.ReceiveAsync(TimeSpan.Zero, Token))!.DeliveryCount);
        await first.DisposeAsync();
        Assert.Null(await broker.AcceptNow());
    }

    [Fact]
    public async Task SessionLock_OverWhileWaiting_TheReceiverIsTold()
    {
        broker.Send(Message("a1", "a"));
        var session = (await broker.AcceptNow())!;
        broker.Queue.Complete((await session.ReceiveAsync(TimeSpan.Zero, Token))!.LockToken);
        var waiting = session.ReceiveAsync(TimeSpan.FromHours(1), Token);

        broker.Clock.Advance(LockDuration);

        Assert.Equal(BrokerReason.SessionLockLost, (await Assert.ThrowsAsync<BrokerException>(() => waiting)).Reason);
    }

    [Fact]
    public async Task Renew_InTime_KeepsSessionAndMessages()
    {
        broker.Send(Message("a1", "a"));
        var session = (await broker.AcceptNow())!;
        var message = (await session.ReceiveAsync(TimeSpan.Zero, Token))!;
        broker.Clock.Advance(LockDuration - TimeSpan.FromTicks(1));

        Assert.Equal(broker.Clock.GetUtcNow() + LockDuration, session.Renew());

        broker.Clock.Advance(LockDuration - TimeSpan.FromTicks(1));
        Assert.True(broker.Queue.Complete(message.LockToken));
    }

    [Fact]
    public async Task RenewLock_MessageOfASession_IsNotPossible()
    {
        broker.Send(Message("a1", "a"));
        var session = (await broker.AcceptNow())!;
        var message = (await session.ReceiveAsync(TimeSpan.Zero, Token))!;

        Assert.Null(broker.Queue.RenewLock(message.LockToken));
        Assert.True(broker.Queue.Complete(message.LockToken));
    }

    [Fact]
    public async Task Receive_WaitingInASession_IsWokenByItsOwnMessagesOnly()
    {
        broker.Send(Message("a1", "a"));
        var session = (await broker.AcceptNow())!;
        await session.ReceiveAsync(TimeSpan.Zero, Token);
        var waiting = session.ReceiveAsync(TimeSpan.FromMinutes(1), Token);

        broker.Send(Message("b1", "b"));
        Assert.False(waiting.IsCompleted);
        broker.Send(Message("a2", "a"));

        Assert.Equal("a2", Text(await waiting));
    }

    [Fact]
    public async Task Accept_Waiting_IsWokenByANewSessionOrAReleasedOne()
    {
        var waiting = broker.Queue.AcceptNextSessionAsync(TimeSpan.FromMinutes(1), Token);
        broker.Send(Message("a1", "a"));
        var first = (await waiting)!;
        var next = broker.Queue.AcceptNextSessionAsync(TimeSpan.FromMinutes(1), Token);
        broker.Send(Message("a2", "a"));
        Assert.False(next.IsCompleted);

        await first.DisposeAsync();

        Assert.Equal("a", (await next)!.SessionId);
    }

    [Fact]
    public async Task Accept_NothingComes_ReturnsNullAfterTheWait()
    {
        var waiting = broker.Queue.AcceptNextSessionAsync(TimeSpan.FromSeconds(10), Token);

        broker.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task Accept_ABusySession_StandsBehindTheOthersAfterItsTurn()
    {
        broker.Send(Message("a1", "a"), Message("a2", "a"), Message("b1", "b"), Message("c1", "c"));
        var turns = new List<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            await using var session = (await broker.AcceptNow())!;
            turns.Add(session.SessionId);
            broker.Queue.Complete((await session.ReceiveAsync(TimeSpan.Zero, Token))!.LockToken);
        }

        Assert.Equal(["a", "b", "c", "a"], turns);
        Assert.Null(await broker.AcceptNow());
    }

    [Fact]
    public void Send_NoSessionId_IsRefusedAndNothingIsStored()
    {
        var e = Assert.Throws<BrokerException>(() => broker.Send(Message("a1", "a"), Message("none")));

        Assert.Equal(BrokerReason.SessionIdRequired, e.Reason);
        Assert.Equal(0, broker.Queue.Counts.Active);
    }

    [Fact]
    public async Task Receive_WithoutASession_IsRefused()
    {
        var e = await Assert.ThrowsAsync<BrokerException>(broker.ReceiveNow);

        Assert.Equal(BrokerReason.SessionReceiverRequired, e.Reason);
    }

    [Fact]
    public async Task Accept_QueueWithoutSessions_IsRefusedAndItsSessionIdsAreIgnored()
    {
        using var plain = new TestBroker();
        plain.Send(Message("1", "a"), Message("2", "a"));

        Assert.Equal(BrokerReason.NoSessions, (await Assert.ThrowsAsync<BrokerException>(plain.AcceptNow)).Reason);
        Assert.Equal("1", Text(await plain.ReceiveNow()));
        Assert.Equal("2", Text(await plain.ReceiveNow()));
    }
}
