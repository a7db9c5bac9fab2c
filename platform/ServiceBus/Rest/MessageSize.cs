using System.Text;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>The size of messages as the service's limit counts it: body and all properties.</summary>
internal static class MessageSize
{
    /// <summary>One message, and all messages of one send together, in the Standard tier.</summary>
    public const long Max = 256 * 1024;

    /// <summary>The longest request body, JSON and all.</summary>
    public const int MaxRequest = 1024 * 1024;

    // What the service adds to a message, so that a batch of small ones is not refused there after it was let through here.
    private const int Overhead = 128;

    public static long Of(ServiceBusMessage message)
    {
        var size = (long)Overhead + message.Body.ToMemory().Length;
        foreach (var text in (ReadOnlySpan<string?>)[message.MessageId, message.SessionId, message.Subject,
            message.ContentType, message.CorrelationId, message.To, message.ReplyTo])
            size += Bytes(text);
        foreach (var (name, value) in message.ApplicationProperties)
            size += Bytes(name) + (value is string text ? Bytes(text) : sizeof(decimal));
        return size;
    }

    /// <summary>Refuses what the service would refuse; nothing is split.</summary>
    /// <exception cref="ServiceBusException"><see cref="ServiceBusFailureReason.MessageSizeExceeded"/>.</exception>
    public static void Check(IEnumerable<ServiceBusMessage> messages, string entityPath)
    {
        Check(messages.Sum(Of), Max, entityPath);
    }

    /// <summary>Refuses a request that the service would not read.</summary>
    /// <exception cref="ServiceBusException"><see cref="ServiceBusFailureReason.MessageSizeExceeded"/>.</exception>
    public static void Check(ReadOnlyMemory<byte> request, string entityPath) => Check(request.Length, MaxRequest, entityPath);

    private static void Check(long size, long max, string entityPath)
    {
        if (size > max)
        {
            throw new ServiceBusException(
                $"The messages are too large to be sent together: {size} bytes, the most is {max}.",
                ServiceBusFailureReason.MessageSizeExceeded,
                entityPath);
        }
    }

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
