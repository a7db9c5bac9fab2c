using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>
/// The BrokerProperties of a message: a header with one message, an object in a batch
/// (Service Bus REST, "Message headers and properties"). What is not listed there is ignored.
/// </summary>
internal static class BrokerPropertiesJson
{
    /// <summary>Adds the sender's properties to a message.</summary>
    /// <exception cref="RestRefusal">A value has the wrong type or cannot be read.</exception>
    public static BrokerMessage Read(JsonElement properties, BrokerMessage message)
    {
        if (properties.ValueKind != JsonValueKind.Object)
            throw new RestRefusal(StatusCodes.Status400BadRequest, "BrokerProperties must be a JSON object.");
        var sessionId = Text(properties, "SessionId");
        if (sessionId is not null && Text(properties, "PartitionKey") is { } partition && partition != sessionId)
            throw new RestRefusal(StatusCodes.Status400BadRequest, "SessionId and PartitionKey must be the same where both are set.");
        return message with
        {
            MessageId = Text(properties, "MessageId"),
            SessionId = sessionId,
            Subject = Text(properties, "Label"),
            CorrelationId = Text(properties, "CorrelationId"),
            To = Text(properties, "To"),
            ReplyTo = Text(properties, "ReplyTo"),
            ContentType = Text(properties, "ContentType") ?? message.ContentType,
            ScheduledEnqueueTime = Instant(properties, "ScheduledEnqueueTimeUtc"),
            TimeToLive = Seconds(properties, "TimeToLive") ?? Span(properties, "TimeToLiveTimeSpan"),
        };
    }

    /// <summary>What a receiver is told, in ASCII, fit for a header.</summary>
    public static string Write(LockedMessage locked, bool withLock)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("DeliveryCount", locked.DeliveryCount);
            json.WriteString("EnqueuedTimeUtc", locked.EnqueuedTime.ToString("r", CultureInfo.InvariantCulture));
            json.WriteNumber("SequenceNumber", locked.SequenceNumber);
            json.WriteString("State", "Active");
            json.WriteNumber("TimeToLive", (locked.Message.TimeToLive ?? TimeSpan.MaxValue).TotalSeconds);
            if (withLock)
            {
                json.WriteString("LockToken", locked.LockToken);
                WriteLockedUntil(json, locked.LockedUntil);
            }

            WriteText(json, "MessageId", locked.Message.MessageId);
            WriteText(json, "SessionId", locked.Message.SessionId);
            WriteText(json, "Label", locked.Message.Subject);
            WriteText(json, "CorrelationId", locked.Message.CorrelationId);
            WriteText(json, "To", locked.Message.To);
            WriteText(json, "ReplyTo", locked.Message.ReplyTo);
            WriteText(json, "DeadLetterSource", locked.DeadLetterSource);
            WriteText(json, "ScheduledEnqueueTimeUtc", locked.Message.ScheduledEnqueueTime?.ToString("r", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a receiver is told of a renewed lock.</summary>
    public static string Renewed(DateTimeOffset lockedUntil) =>
        $$"""{"LockedUntilUtc":"{{lockedUntil.ToString("r", CultureInfo.InvariantCulture)}}"}""";

    private static void WriteLockedUntil(Utf8JsonWriter json, DateTimeOffset lockedUntil) =>
        json.WriteString("LockedUntilUtc", lockedUntil.ToString("r", CultureInfo.InvariantCulture));

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string? Text(JsonElement properties, string name) => !properties.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => throw Invalid(name),
    };

    private static DateTimeOffset? Instant(JsonElement properties, string name)
    {
        if (Text(properties, name) is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Invalid(name);
    }

    private static TimeSpan? Seconds(JsonElement properties, string name)
    {
        if (!properties.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || !(seconds > 0))
            throw Invalid(name);
        return seconds >= TimeSpan.MaxValue.TotalSeconds ? null : TimeSpan.FromSeconds(seconds);
    }

    private static TimeSpan? Span(JsonElement properties, string name)
    {
        if (Text(properties, name) is not { } text)
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span : throw Invalid(name);
    }

    private static RestRefusal Invalid(string name) => new(StatusCodes.Status400BadRequest, $"The broker property {name} is not valid.");
}
