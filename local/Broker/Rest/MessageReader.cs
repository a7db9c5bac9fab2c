using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>Reads what a sender posts: one message with its properties in headers, or a batch that carries them inside.</summary>
internal static class MessageReader
{
    /// <summary>The media type that makes a request a batch. Headers then belong to the request, not to a message.</summary>
    public const string BatchType = "application/vnd.microsoft.servicebus.json";

    /// <exception cref="RestRefusal">The request is not one that Service Bus reads.</exception>
    public static IReadOnlyList<BrokerMessage> Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        try
        {
            return IsBatch(request.ContentType) ? Batch(body) : [Single(request, body)];
        }
        catch (JsonException e)
        {
            throw new RestRefusal(StatusCodes.Status400BadRequest, "This is not JSON: " + e.Message);
        }
    }

    private static bool IsBatch(string? contentType) =>
        contentType is not null && contentType.Split(';')[0].Trim().Equals(BatchType, StringComparison.OrdinalIgnoreCase);

    private static BrokerMessage Single(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var message = new BrokerMessage { Body = body, ContentType = request.ContentType, ApplicationProperties = CustomHeaders.Read(request.Headers) };
        if (!request.Headers.TryGetValue("BrokerProperties", out var header))
            return message;
        using var properties = JsonDocument.Parse(header.ToString());
        return BrokerPropertiesJson.Read(properties.RootElement, message);
    }

    private static BrokerMessage[] Batch(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
            throw new RestRefusal(StatusCodes.Status400BadRequest, "A batch is a JSON array with at least one message.");
        return [.. document.RootElement.EnumerateArray().Select(Item)];
    }

    private static BrokerMessage Item(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("Body", out var body) || body.ValueKind != JsonValueKind.String)
            throw new RestRefusal(StatusCodes.Status400BadRequest, "Every message of a batch is an object with a text Body.");
        var message = new BrokerMessage { Body = Encoding.UTF8.GetBytes(body.GetString()!), ApplicationProperties = UserProperties(item) };
        return item.TryGetProperty("BrokerProperties", out var properties) && properties.ValueKind != JsonValueKind.Null
            ? BrokerPropertiesJson.Read(properties, message)
            : message;
    }

    private static Dictionary<string, object> UserProperties(JsonElement item)
    {
        var result = new Dictionary<string, object>(StringComparer.Ordinal);
        if (!item.TryGetProperty("UserProperties", out var properties) || properties.ValueKind == JsonValueKind.Null)
            return result;
        if (properties.ValueKind != JsonValueKind.Object)
            throw new RestRefusal(StatusCodes.Status400BadRequest, "UserProperties must be a JSON object.");
        foreach (var property in properties.EnumerateObject())
        {
            if (PropertyValues.Read(property.Value) is { } value)
                result[property.Name] = value;
        }

        return result;
    }
}
