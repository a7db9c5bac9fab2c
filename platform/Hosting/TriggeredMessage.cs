namespace Nimbus.Platform.Hosting;

/// <summary>
/// A Service Bus message as the host handed it over. The host lets top-level fields of a JSON body override metadata
/// of the same name (any case); such a value cannot be trusted and is <see langword="null"/> here, or comes from
/// its alias (<c>Label</c> for the subject, <c>UserProperties</c> for the application properties).
/// </summary>
public sealed record TriggeredMessage
{
    /// <summary>The payload; text is UTF-8.</summary>
    public BinaryData Body { get; init; } = BinaryData.Empty;

    /// <summary>The id that the sender gave.</summary>
    public string? MessageId { get; init; }

    /// <summary>The session; absent on queues without sessions and with old versions of the host's extension.</summary>
    public string? SessionId { get; init; }

    /// <summary>The sender's correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The subject, once called label.</summary>
    public string? Subject { get; init; }

    /// <summary>The media type of the body, as the sender gave it.</summary>
    public string? ContentType { get; init; }

    /// <summary>How often the message has been delivered, this time included; at least 1.</summary>
    public int? DeliveryCount { get; init; }

    /// <summary>The number that the queue gave the message.</summary>
    public long? SequenceNumber { get; init; }

    /// <summary>When the queue took the message, in UTC and whole seconds: the host loses the fraction.</summary>
    public DateTimeOffset? EnqueuedTime { get; init; }

    /// <summary>When the queue drops the message, in UTC and whole seconds.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The sender's application properties; names are case-sensitive. Values are <see cref="string"/> (also times and
    /// ids: the wire has no type for them), <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see langword="null"/>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> ApplicationProperties { get; init; } = new Dictionary<string, object?>();
}
