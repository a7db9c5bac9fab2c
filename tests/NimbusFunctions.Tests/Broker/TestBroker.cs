using System.Text;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

/// <summary>A broker with one queue, and a clock that the test moves.</summary>
internal sealed class TestBroker : IDisposable
{
    public static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);

    private readonly MessageBroker broker;

    public TestBroker(bool sessions = false, int maxDeliveryCount = 20, TimeSpan? duplicateWindow = null, bool deadLetterOnExpiration = false)
    {
        var definition = new QueueDefinition("work", sessions, LockDuration, maxDeliveryCount, duplicateWindow ?? TimeSpan.FromMinutes(10), "Test")
        {
            DeadLetterOnExpiration = deadLetterOnExpiration,
        };
        broker = new MessageBroker([definition], Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public MessageBroker Broker => broker;

    public BrokerQueue Queue => broker.Queue("work");

    public BrokerQueue DeadLetters => broker.Queue("work/$deadletterqueue");

    public static BrokerMessage Message(string text = "hello", string? session = null, string? id = null) =>
        new() { Body = Encoding.UTF8.GetBytes(text), SessionId = session, MessageId = id };

    public static string Text(LockedMessage? message) => Encoding.UTF8.GetString(message!.Message.Body.Span);

    public void Send(params BrokerMessage[] messages) => Queue.Send(messages);

    /// <summary>What is there now; null: nothing.</summary>
    public Task<LockedMessage?> ReceiveNow() => Queue.ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    public Task<LockedMessage?> ReceiveDeadLetter() => DeadLetters.ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    public Task<SessionLock?> AcceptNow() => Queue.AcceptNextSessionAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    public void Dispose() => broker.Dispose();
}
