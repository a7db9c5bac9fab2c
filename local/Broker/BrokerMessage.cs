using System.Collections.ObjectModel;

namespace NimbusFunctions.Local.Broker;

/// <summary>A message as its sender described it.</summary>
internal sealed record BrokerMessage
{
    /// <summary>The payload; text is UTF-8. With the properties at most 256 KB.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Identifies the message to duplicate detection; at most 128 characters. The queue gives one where there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The session, at most 128 characters; required on a queue with sessions.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the message is about. REST calls it <c>Label</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>What the message answers or belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whom the message is for; the broker does not act on it.</summary>
    public string? To { get; init; }

    /// <summary>Where to answer; the broker does not act on it.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Not to be seen before this instant; null or past: at once.</summary>
    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    /// <summary>How long after its enqueueing the message may be read; null: for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The sender's own properties.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties { get; init; } = ReadOnlyDictionary<string, object>.Empty;
}
