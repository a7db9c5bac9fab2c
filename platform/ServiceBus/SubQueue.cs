namespace Azure.Messaging.ServiceBus;

/// <summary>Which part of a queue to receive from.</summary>
public enum SubQueue
{
    /// <summary>The queue itself.</summary>
    None = 0,

    /// <summary>What the queue gave up on.</summary>
    DeadLetter = 1,
}
