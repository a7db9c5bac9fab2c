using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>
/// The body of a batch: an array of messages with BrokerProperties and UserProperties inside (Service Bus REST, "Send Message Batch").
/// Only this form carries every property for certain; one message is a batch of one.
/// </summary>
internal static class BatchJson
{
    public const string ContentType = "application/vnd.microsoft.servicebus.json";

    // Nothing here ends in a page, so only what JSON itself needs is escaped: the longer form would cost up to six times the room.
    private static readonly JsonWriterOptions Sparing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a batch. Messages without an id get one, so that a send whose outcome is unknown can be repeated safely.</summary>
    /// <exception cref="NotSupportedException">A body is not text in UTF-8.</exception>
    /// <exception cref="System.Runtime.Serialization.SerializationException">A property is of a type that cannot be sent.</exception>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ServiceBusMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Sparing);
        json.WriteStartArray();
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("Body", Text(message.Body));
            WriteBrokerProperties(json, message);
            WriteUserProperties(json, message.ApplicationProperties);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string Text(BinaryData body)
    {
        try
        {
            return Strict.GetString(body.ToMemory().Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new NotSupportedException("The body of a message must be text in UTF-8: over REST a batch carries nothing else.", e);
        }
    }

    private static void WriteBrokerProperties(Utf8JsonWriter json, ServiceBusMessage message)
    {
        json.WriteStartObject("BrokerProperties");
        json.WriteString("MessageId", message.MessageId ?? Guid.NewGuid().ToString("N"));
        WriteText(json, "SessionId", message.SessionId);
        WriteText(json, "Label", message.Subject);
        WriteText(json, "CorrelationId", message.CorrelationId);
        WriteText(json, "To", message.To);
        WriteText(json, "ReplyTo", message.ReplyTo);
        WriteText(json, "ContentType", message.ContentType);
        if (message.ScheduledEnqueueTime != default)
            json.WriteString("ScheduledEnqueueTimeUtc", RoundedUp(message.ScheduledEnqueueTime).ToString("r", CultureInfo.InvariantCulture));
        if (message.TimeToLive != TimeSpan.MaxValue)
        {
            // The list of properties says seconds, the samples of a batch say a time span under another name. What is not known is ignored.
            json.WriteNumber("TimeToLive", message.TimeToLive.TotalSeconds);
            json.WriteString("TimeToLiveTimeSpan", message.TimeToLive.ToString("c", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    // RFC 1123 has whole seconds; rounded down, a message would be seen before its time.
    private static DateTimeOffset RoundedUp(DateTimeOffset instant)
    {
        var past = instant.UtcTicks % TimeSpan.TicksPerSecond;
        return past == 0 || instant > DateTimeOffset.MaxValue.AddSeconds(-1) ? instant : instant.AddTicks(TimeSpan.TicksPerSecond - past);
    }

    private static void WriteUserProperties(Utf8JsonWriter json, IDictionary<string, object> properties)
    {
        if (properties.Count == 0)
            return;
        json.WriteStartObject("UserProperties");
        foreach (var (name, value) in properties)
        {
            json.WritePropertyName(name);
            PropertyJson.Write(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
