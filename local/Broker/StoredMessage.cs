namespace NimbusFunctions.Local.Broker;

/// <summary>A message inside a queue, with what the queue knows about it. Only the queue's own thread of work touches it.</summary>
internal sealed class StoredMessage(BrokerMessage message, long sequence)
{
    public BrokerMessage Message { get; } = message;

    public long Sequence { get; } = sequence;

    /// <summary>Counted against the queue's quota, in bytes.</summary>
    public int Size { get; } = MessageRules.Size(message);

    public DateTimeOffset EnqueuedTime { get; set; }

    /// <summary>When it turns readable; null once it is.</summary>
    public DateTimeOffset? Activates { get; set; }

    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;

    public int DeliveryCount { get; set; }

    /// <summary>The lock that it is under; null while it is free.</summary>
    public Guid? LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    public string? DeadLetterSource { get; init; }

    public LockedMessage Delivered() =>
        new(Message, LockToken!.Value, DeliveryCount, Sequence, EnqueuedTime, LockedUntil, ExpiresAt, DeadLetterSource);
}
