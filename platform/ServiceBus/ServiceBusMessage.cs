using System.Diagnostics.CodeAnalysis;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send. Its body must be text in UTF-8: a batch over REST carries nothing else.</summary>
public class ServiceBusMessage
{
    private const int MaxIdLength = 128;

    private string? messageId;
    private string? sessionId;
    private TimeSpan timeToLive = TimeSpan.MaxValue;

    /// <summary>A message with an empty body.</summary>
    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>))
    {
    }

    /// <summary>A message with a text for its body.</summary>
    /// <param name="body">The body.</param>
    public ServiceBusMessage(string body)
        : this(new BinaryData(body))
    {
    }

    /// <summary>A message with bytes for its body.</summary>
    /// <param name="body">The body.</param>
    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    /// <summary>A message with a body.</summary>
    /// <param name="body">The body.</param>
    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    /// <summary>A copy of a received message, without what the service added to it.</summary>
    /// <param name="receivedMessage">The message to copy.</param>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        messageId = receivedMessage.MessageId;
        SessionId = receivedMessage.SessionId;
        Subject = receivedMessage.Subject;
        ContentType = receivedMessage.ContentType;
        CorrelationId = receivedMessage.CorrelationId;
        To = receivedMessage.To;
        ReplyTo = receivedMessage.ReplyTo;
        TimeToLive = receivedMessage.TimeToLive;
        ScheduledEnqueueTime = receivedMessage.ScheduledEnqueueTime;
        foreach (var (name, value) in receivedMessage.ApplicationProperties)
        {
            if (name is not (ServiceBusReceivedMessage.ReasonName or ServiceBusReceivedMessage.DescriptionName))
                ApplicationProperties[name] = value;
        }
    }

    /// <summary>The payload.</summary>
    public BinaryData Body { get; set; }

    /// <summary>Identifies the message to duplicate detection; at most 128 characters. A send gives one where there is none.</summary>
    /// <exception cref="ArgumentException">Set to null, an empty text or one that is too long.</exception>
    [DisallowNull]
    public string? MessageId
    {
        get => messageId;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            messageId = NotTooLong(value, nameof(MessageId));
        }
    }

    /// <summary>The session; at most 128 characters. Needed on a queue with sessions, ignored elsewhere.</summary>
    /// <exception cref="ArgumentException">Set to a text that is too long.</exception>
    public string? SessionId
    {
        get => sessionId;
        set => sessionId = NotTooLong(value, nameof(SessionId));
    }

    /// <summary>What the message is about.</summary>
    public string? Subject { get; set; }

    /// <summary>The media type of the body. The REST API documents no place for it in a batch: do not rely on its arrival.</summary>
    public string? ContentType { get; set; }

    /// <summary>What the message answers or belongs to.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Whom the message is for; the service does not act on it.</summary>
    public string? To { get; set; }

    /// <summary>Where to answer.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Not to be seen before this instant. Sent in whole seconds, rounded up.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>How long after its enqueueing the message may be read; for ever unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to zero or less.</exception>
    public TimeSpan TimeToLive
    {
        get => timeToLive;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            timeToLive = value;
        }
    }

    /// <summary>
    /// The sender's own properties. Text, booleans and numbers keep their kind over REST (a number is an integer or a double at the other
    /// end); dates, GUIDs, time spans, addresses and characters arrive as text. Nothing else can be sent.
    /// </summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The message's id, for logs.</summary>
    public override string ToString() => $"{{MessageId:{MessageId}}}";

    private static string? NotTooLong(string? value, string name) =>
        value?.Length > MaxIdLength
            ? throw new ArgumentException($"{name} must have at most {MaxIdLength} characters; it has {value.Length}.", name)
            : value;
}
