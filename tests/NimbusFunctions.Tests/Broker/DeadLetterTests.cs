using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task Abandon_LastDeliveryAllowed_GoesToTheDeadLettersWithItsReason()
    {
        using var broker = new TestBroker(maxDeliveryCount: 3);
        broker.Send(Message("poison", id: "p1"));
        var sent = broker.Clock.GetUtcNow();
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(1));
            var message = (await broker.ReceiveNow())!;
            Assert.Equal(delivery, message.DeliveryCount);
            broker.Queue.Abandon(message.LockToken);
        }

        Assert.Null(await broker.ReceiveNow());
        var dead = (await broker.ReceiveDeadLetter())!;
        Assert.Equal("poison", Text(dead));
        Assert.Equal("p1", dead.Message.MessageId);
        Assert.Equal("work", dead.DeadLetterSource);
        Assert.Equal(sent, dead.EnqueuedTime);
        Assert.Equal("MaxDeliveryCountExceeded", dead.Message.ApplicationProperties["DeadLetterReason"]);
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead.Message.ApplicationProperties["DeadLetterErrorDescription"]);
        Assert.Equal(4, dead.DeliveryCount);
    }

    [Fact]
    public async Task LockDuration_OverAtTheLastDelivery_GoesToTheDeadLetters()
    {
        using var broker = new TestBroker(maxDeliveryCount: 1);
        broker.Send(Message());
        await broker.ReceiveNow();

        broker.Clock.Advance(LockDuration);

        Assert.Equal(new QueueCounts(0, 0, DeadLetter: 1, 0), broker.Queue.Counts);
        Assert.NotNull(await broker.ReceiveDeadLetter());
    }

    [Fact]
    public async Task DeadLetter_ByItsReceiver_KeepsThePropertiesAndAddsTheReason()
    {
        using var broker = new TestBroker();
        broker.Send(Message() with { ApplicationProperties = new Dictionary<string, object> { ["kind"] = 7 } });
        var message = (await broker.ReceiveNow())!;

        Assert.True(broker.Queue.DeadLetter(message.LockToken, "NotForUs", "The tenant is unknown."));

        var dead = (await broker.ReceiveDeadLetter())!;
        Assert.Equal(7, dead.Message.ApplicationProperties["kind"]);
        Assert.Equal("NotForUs", dead.Message.ApplicationProperties["DeadLetterReason"]);
        Assert.Equal("The tenant is unknown.", dead.Message.ApplicationProperties["DeadLetterErrorDescription"]);
        Assert.False(broker.Queue.DeadLetter(message.LockToken, "again", "again"));
    }

    [Fact]
    public async Task DeadLetters_AbandonedManyTimes_StayAndCanBeCompleted()
    {
        using var broker = new TestBroker(maxDeliveryCount: 1);
        broker.Send(Message());
        broker.Queue.Abandon((await broker.ReceiveNow())!.LockToken);
        for (var i = 0; i < 50; i++)
            Assert.True(broker.DeadLetters.Abandon((await broker.ReceiveDeadLetter())!.LockToken));

        Assert.True(broker.DeadLetters.Complete((await broker.ReceiveDeadLetter())!.LockToken));
        Assert.Equal(0, broker.Queue.Counts.DeadLetter);
    }

    [Fact]
    public async Task DeadLetters_OfAQueueWithSessions_AreReadWithoutASession()
    {
        using var broker = new TestBroker(sessions: true, maxDeliveryCount: 1);
        broker.Send(Message(session: "s1"));
        await using (var session = (await broker.AcceptNow())!)
            await session.ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        var dead = (await broker.ReceiveDeadLetter())!;

        Assert.Equal("s1", dead.Message.SessionId);
    }

    [Fact]
    public async Task DeadLetters_SomebodyWaits_IsWoken()
    {
        using var broker = new TestBroker(maxDeliveryCount: 1);
        broker.Send(Message());
        await broker.ReceiveNow();
        var waiting = broker.DeadLetters.ReceiveAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        broker.Clock.Advance(LockDuration);

        Assert.NotNull(await waiting);
    }

    [Fact]
    public void Send_ToTheDeadLetters_IsRefused()
    {
        using var broker = new TestBroker();

        Assert.Equal(BrokerReason.SendToDeadLetter, Assert.Throws<BrokerException>(() => broker.DeadLetters.Send([Message()])).Reason);
    }
}
