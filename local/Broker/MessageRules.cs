using System.Text;

namespace NimbusFunctions.Local.Broker;

/// <summary>What a message must be like to be accepted: the quotas of the Service Bus Standard tier.</summary>
internal static class MessageRules
{
    /// <summary>One message with its properties, and all messages of one send together (Standard tier).</summary>
    public const int MaxSize = 256 * 1024;

    /// <summary>Message, session and partition ids.</summary>
    public const int MaxIdLength = 128;

    private const int MaxPropertiesSize = 64 * 1024;

    // What the broker itself needs for a message, so that empty ones fill a queue too.
    private const int Overhead = 128;

    /// <summary>The size that quotas count: body and all properties, in bytes.</summary>
    public static int Size(BrokerMessage message) => Overhead + message.Body.Length + PropertiesSize(message);

    /// <summary>Refuses a send that breaks a rule, with the rule in the text.</summary>
    public static void Check(QueueDefinition queue, IReadOnlyList<BrokerMessage> messages)
    {
        var total = 0L;
        foreach (var message in messages)
        {
            CheckOne(queue, message);
            total += Size(message);
        }

        if (total > MaxSize)
            throw new BrokerException(BrokerReason.MessageTooLarge, $"The send has {total} bytes; the most is {MaxSize}.");
    }

    private static void CheckOne(QueueDefinition queue, BrokerMessage message)
    {
        if (queue.RequiresSession && string.IsNullOrEmpty(message.SessionId))
            throw new BrokerException(BrokerReason.SessionIdRequired, $"The queue {queue.Name} has sessions: every message needs a SessionId.");
        CheckId(nameof(message.MessageId), message.MessageId);
        CheckId(nameof(message.SessionId), message.SessionId);
        if (message.TimeToLive <= TimeSpan.Zero)
            throw new BrokerException(BrokerReason.InvalidMessage, "TimeToLive must be above zero.");
        if (PropertiesSize(message) > MaxPropertiesSize)
            throw new BrokerException(BrokerReason.MessageTooLarge, $"The properties of a message may have {MaxPropertiesSize} bytes.");
    }

    private static void CheckId(string name, string? id)
    {
        if (id?.Length > MaxIdLength)
            throw new BrokerException(BrokerReason.InvalidMessage, $"{name} has {id.Length} characters; the most is {MaxIdLength}.");
    }

    private static int PropertiesSize(BrokerMessage message)
    {
        var size = 0;
        foreach (var text in (ReadOnlySpan<string?>)[message.MessageId, message.SessionId, message.Subject,
            message.CorrelationId, message.ContentType, message.To, message.ReplyTo])
            size += text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        foreach (var (name, value) in message.ApplicationProperties)
            size += Encoding.UTF8.GetByteCount(name) + ValueSize(value);
        return size;
    }

    private static int ValueSize(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        byte[] bytes => bytes.Length,
        _ => sizeof(decimal),
    };
}
