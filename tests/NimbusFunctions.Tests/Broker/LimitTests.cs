using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

public sealed class LimitTests : IDisposable
{
    private readonly TestBroker broker = new(duplicateWindow: TimeSpan.Zero);

    public void Dispose() => broker.Dispose();

    public static TheoryData<string, int> BadMessages => new()
    {
        { "id", (int)BrokerReason.InvalidMessage },
        { "session", (int)BrokerReason.InvalidMessage },
        { "ttl", (int)BrokerReason.InvalidMessage },
        { "body", (int)BrokerReason.MessageTooLarge },
        { "properties", (int)BrokerReason.MessageTooLarge },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public void Send_OutOfRange_IsRefusedWithItsReason(string what, int reason)
    {
        var message = what switch
        {
            "id" => Message(id: new string('x', 129)),
            "session" => Message(session: new string('x', 129)),
            "ttl" => Message() with { TimeToLive = TimeSpan.Zero },
            "body" => Message() with { Body = new byte[MessageRules.MaxSize] },
            _ => Message() with { ApplicationProperties = new Dictionary<string, object> { ["x"] = new string('x', 65 * 1024) } },
        };

        var e = Assert.Throws<BrokerException>(() => broker.Send(Message(), message));

        Assert.Equal((BrokerReason)reason, e.Reason);
        Assert.Equal(0, broker.Queue.Counts.Active);
    }

    [Fact]
    public void Send_MessagesTooLargeTogether_AreRefusedTogether()
    {
        var half = Message() with { Body = new byte[MessageRules.MaxSize / 2] };

        Assert.Equal(BrokerReason.MessageTooLarge, Assert.Throws<BrokerException>(() => broker.Send(half, half)).Reason);
        broker.Send(half);
        broker.Send(half);
        Assert.Equal(2, broker.Queue.Counts.Active);
    }

    [Fact]
    public async Task Send_FullQueue_IsRefusedUntilSomethingIsCompleted()
    {
        var large = Message() with { Body = new byte[250 * 1024] };
        var e = Assert.Throws<BrokerException>(() =>
        {
            for (var sent = 0L; sent < 2 * BrokerQueue.Quota; sent += large.Body.Length)
                broker.Send(large);
        });
        Assert.Equal(BrokerReason.QuotaExceeded, e.Reason);

        broker.Queue.Complete((await broker.ReceiveNow())!.LockToken);

        broker.Send(large);
    }

    [Fact]
    public void Queue_UnknownPath_ThrowsKeyNotFound()
    {
        Assert.Throws<KeyNotFoundException>(() => broker.Broker.Queue("nowhere"));
        Assert.Same(broker.DeadLetters, broker.Broker.Queue("WORK/$DeadLetterQueue"));
    }
}
