namespace Azure.Messaging.ServiceBus;

/// <summary>How a <see cref="ServiceBusReceiver"/> behaves.</summary>
public class ServiceBusReceiverOptions
{
    /// <summary>What receiving does to a message; a lock unless set.</summary>
    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    /// <summary>The part of the queue to receive from; the queue itself unless set.</summary>
    public SubQueue SubQueue { get; set; } = SubQueue.None;

    /// <summary>A name for the receiver; a random one unless set.</summary>
    public string? Identifier { get; set; }
}
