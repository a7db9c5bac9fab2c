using System.Globalization;
using System.Text.Json;

namespace Nimbus.Platform.Hosting;

/// <summary>Reads the messages in a Service Bus trigger's envelope.</summary>
internal static class MessageReader
{
    /// <summary>The message of a trigger with <c>cardinality: one</c>.</summary>
    public static TriggeredMessage One(Envelope envelope, bool? binary)
    {
        var body = WireValue.Body(envelope.Value, binary);
        var fields = BodyFields.Of(body);
        return Message(body, name =>
            !fields.Contains(name) && envelope.Metadata.ValueKind == JsonValueKind.Object && envelope.Metadata.TryGetProperty(name, out var value)
                ? value
                : default);
    }

    /// <summary>The messages of a trigger with <c>cardinality: many</c>: metadata lies in arrays, <c>MessageIdArray</c> and so on.</summary>
    /// <exception cref="MalformedEnvelopeException">The value is no array.</exception>
    public static IReadOnlyList<TriggeredMessage> Many(Envelope envelope, bool? binary)
    {
        var bodies = WireValue.Array(envelope.Value) ?? throw new MalformedEnvelopeException("the value is not a batch of messages");
        var count = bodies.GetArrayLength();
        var columns = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        var messages = new List<TriggeredMessage>(count);
        for (var i = 0; i < count; i++)
        {
            var row = i;
            messages.Add(Message(WireValue.BatchBody(bodies[i], binary), name => Cell(name, row)));
        }

        return messages;

        JsonElement Cell(string name, int row)
        {
            if (!columns.TryGetValue(name, out var column))
                columns[name] = column = Column(envelope.Metadata, name + "Array", count);
            return column is { } cells ? cells[row] : default;
        }
    }

    private static JsonElement? Column(JsonElement metadata, string name, int count) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value)
        && WireValue.Array(value) is { } cells && cells.GetArrayLength() == count ? cells : null;

    private static TriggeredMessage Message(BinaryData body, Func<string, JsonElement> value) => new()
    {
        Body = body,
        MessageId = WireValue.Text(value("MessageId")),
        SessionId = WireValue.Text(value("SessionId")),
        CorrelationId = WireValue.Text(value("CorrelationId")),
        Subject = WireValue.Text(value("Subject")) ?? WireValue.Text(value("Label")),
        ContentType = WireValue.Text(value("ContentType")),
        DeliveryCount = Number(value("DeliveryCount")) is { } deliveries and >= 0 and <= int.MaxValue ? (int)deliveries : null,
        SequenceNumber = Number(value("SequenceNumber")),
        EnqueuedTime = WireValue.Time(value("EnqueuedTimeUtc")) ?? WireValue.Time(value("EnqueuedTime")),
        ExpiresAt = WireValue.Time(value("ExpiresAtUtc")) ?? WireValue.Time(value("ExpiresAt")),
        ApplicationProperties = Properties(value("ApplicationProperties")) ?? Properties(value("UserProperties")) ?? new Dictionary<string, object?>(),
    };

    private static long? Number(JsonElement value) =>
        long.TryParse(WireValue.Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, object?>? Properties(JsonElement value)
    {
        if (WireValue.Object(value) is not { } properties)
            return null;
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in properties.EnumerateObject())
            result[property.Name] = Property(property.Value);
        return result;
    }

    private static object? Property(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? (object)number : value.GetDouble(),
        _ => value.GetRawText(),
    };
}
