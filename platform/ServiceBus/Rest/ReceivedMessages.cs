using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Reads received messages from answers: BrokerProperties in one header, application properties in one each.</summary>
internal static class ReceivedMessages
{
    // Headers that HTTP or the service adds: not the sender's.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "BrokerProperties", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date", "Expires", "Keep-Alive",
        "Location", "Pragma", "Server", "Strict-Transport-Security", "Trailer", "Transfer-Encoding", "Vary", "Via", "x-ms-request-id",
    };

    public static ServiceBusReceivedMessage Read(Response response)
    {
        using var broker = BrokerProperties(response);
        var properties = broker.RootElement;
        return new ServiceBusReceivedMessage
        {
            Body = response.Content,
            ContentType = response.Headers.ContentType,
            ApplicationProperties = ApplicationProperties(response.Headers),
            MessageId = Text(properties, "MessageId"),
            SessionId = Text(properties, "SessionId"),
            Subject = Text(properties, "Label"),
            CorrelationId = Text(properties, "CorrelationId"),
            To = Text(properties, "To"),
            ReplyTo = Text(properties, "ReplyTo"),
            DeadLetterSource = Text(properties, "DeadLetterSource"),
            LockToken = Text(properties, "LockToken"),
            DeliveryCount = (int)(Number(properties, "DeliveryCount") ?? 0),
            SequenceNumber = Sequence(properties),
            TimeToLive = TimeToLive(properties),
            EnqueuedTime = Instant(properties, "EnqueuedTimeUtc") ?? default,
            LockedUntil = Instant(properties, "LockedUntilUtc") ?? default,
            ScheduledEnqueueTime = Instant(properties, "ScheduledEnqueueTimeUtc") ?? default,
        };
    }

    /// <summary>The end of a lock, where an answer tells it.</summary>
    public static DateTimeOffset? LockedUntil(Response response)
    {
        using var broker = BrokerProperties(response);
        return Instant(broker.RootElement, "LockedUntilUtc");
    }

    private static JsonDocument BrokerProperties(Response response) =>
        JsonDocument.Parse(response.Headers.TryGetValue("BrokerProperties", out var header) ? header : "{}");

    private static Dictionary<string, object> ApplicationProperties(ResponseHeaders headers) => headers
        .Where(header => !Reserved.Contains(header.Name))
        .ToDictionary(header => header.Name, header => PropertyJson.Read(header.Value), StringComparer.Ordinal);

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    // A double has not enough digits for every sequence number.
    private static long Sequence(JsonElement properties) =>
        properties.TryGetProperty("SequenceNumber", out var value) && value.TryGetInt64(out var sequence) ? sequence : 0;

    private static TimeSpan TimeToLive(JsonElement properties) =>
        Number(properties, "TimeToLive") is { } seconds && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;

    private static DateTimeOffset? Instant(JsonElement properties, string name) =>
        DateTimeOffset.TryParse(Text(properties, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
