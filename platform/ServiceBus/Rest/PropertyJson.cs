using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Application properties in JSON and in headers. REST knows text, booleans and numbers; everything else travels as text.</summary>
internal static class PropertyJson
{
    /// <exception cref="SerializationException">A value that cannot be sent; the text names the property.</exception>
    public static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or byte or sbyte or short or ushort or uint or ulong:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case float or double or decimal:
                json.WriteRawValue(Fraction(name, (IFormattable)value));
                break;
            default:
                json.WriteStringValue(Text(name, value));
                break;
        }
    }

    /// <summary>Reads a header's value: text in quotes, anything else bare.</summary>
    public static object Read(string header)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.String => document.RootElement.GetString()!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => Number(document.RootElement),
                _ => header,
            };
        }
        catch (JsonException)
        {
            return header.Length > 1 && header[0] == '"' && header[^1] == '"' ? header[1..^1] : header;
        }
    }

    private static object Number(JsonElement value)
    {
        if (value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return value.GetDouble();
        if (value.TryGetInt32(out var small))
            return small;
        if (value.TryGetInt64(out var large))
            return large;
        if (value.TryGetUInt64(out var larger))
            return larger;
        return value.GetDouble();
    }

    // A whole number keeps a fraction, or it would arrive as an integer.
    private static string Fraction(string name, IFormattable value)
    {
        var text = value.ToString(value is decimal ? null : "R", CultureInfo.InvariantCulture);
        if (!text.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'E'))
            throw new SerializationException($"The application property {name} is not a finite number.");
        return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
    }

    private static string Text(string name, object? value) => value switch
    {
        char character => character.ToString(),
        Guid guid => guid.ToString("D"),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Uri uri => uri.OriginalString,
        _ => throw new SerializationException($"The application property {name} has the type {value?.GetType().Name ?? "null"}, which cannot be sent."),
    };
}
