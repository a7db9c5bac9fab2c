namespace Azure.Messaging.ServiceBus;

/// <summary>A message that was received. Over REST its times are whole seconds.</summary>
public class ServiceBusReceivedMessage
{
    internal const string ReasonName = "DeadLetterReason";
    internal const string DescriptionName = "DeadLetterErrorDescription";

    internal ServiceBusReceivedMessage()
    {
    }

    /// <summary>The payload.</summary>
    public BinaryData Body { get; internal init; } = BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty);

    /// <summary>The message's id.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>What the message is about.</summary>
    public string? Subject { get; internal init; }

    /// <summary>The media type of the body.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>What the message answers or belongs to.</summary>
    public string? CorrelationId { get; internal init; }

    /// <summary>Whom the message is for.</summary>
    public string? To { get; internal init; }

    /// <summary>Where to answer.</summary>
    public string? ReplyTo { get; internal init; }

    /// <summary>When the sender wanted it to be seen first.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; internal init; }

    /// <summary>How long after its enqueueing it may be read; <see cref="TimeSpan.MaxValue"/>: for ever.</summary>
    public TimeSpan TimeToLive { get; internal init; } = TimeSpan.MaxValue;

    /// <summary>The sender's own properties, and the reasons on a dead letter.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal init; } = new Dictionary<string, object>();

    /// <summary>This delivery's number, from 1.</summary>
    public int DeliveryCount { get; internal init; }

    /// <summary>The queue's number for the message.</summary>
    public long SequenceNumber { get; internal init; }

    /// <summary>When the queue took it.</summary>
    public DateTimeOffset EnqueuedTime { get; internal init; }

    /// <summary>When its time to live ends.</summary>
    public DateTimeOffset ExpiresAt =>
        TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;

    /// <summary>What settles it; null when it was received and deleted.</summary>
    public string? LockToken { get; internal init; }

    /// <summary>When the lock ends.</summary>
    public DateTimeOffset LockedUntil { get; internal set; }

    /// <summary>The queue that gave it up.</summary>
    public string? DeadLetterSource { get; internal init; }

    /// <summary>Why it was given up.</summary>
    public string? DeadLetterReason => ApplicationProperties.GetValueOrDefault(ReasonName) as string;

    /// <summary>More on why it was given up.</summary>
    public string? DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault(DescriptionName) as string;

    /// <summary>The message's id, for logs.</summary>
    public override string ToString() => $"{{MessageId:{MessageId}}}";
}
