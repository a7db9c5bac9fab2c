using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// The host's encoding of one value. Bytes are base64 and times are ISO text; every other value that is no object
/// comes as a JSON string that holds JSON (<c>"\"hello\""</c>, <c>"1"</c>, <c>"[1,2]"</c>): it has to be parsed twice.
/// </summary>
internal static class WireValue
{
    /// <summary>The text that a value stands for; <see langword="null"/> for null and undefined.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => Unquote(value.GetString()!),
        _ => value.GetRawText(),
    };

    /// <summary>The array that a value stands for; <see langword="null"/> if it is none.</summary>
    public static JsonElement? Array(JsonElement value) => Nested(value, JsonValueKind.Array);

    /// <summary>The object that a value stands for; <see langword="null"/> if it is none.</summary>
    public static JsonElement? Object(JsonElement value) => Nested(value, JsonValueKind.Object);

    /// <summary>A time; without an offset it is UTC, as the host writes <c>EnqueuedTimeUtc</c>. .NET's zero time is none.</summary>
    public static DateTimeOffset? Time(JsonElement value) =>
        DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time.Year > 1 ? time : null;

    /// <summary>The bytes of a message body.</summary>
    /// <param name="value">The body's encoding.</param>
    /// <param name="binary">function.json's <c>dataType</c>; <see langword="null"/> where it is not known: then what is neither quoted nor base64 is text.</param>
    /// <exception cref="MalformedEnvelopeException">A binary body that is not base64.</exception>
    public static BinaryData Body(JsonElement value, bool? binary)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return BinaryData.Empty;
        if (value.ValueKind != JsonValueKind.String)
            return BinaryData.FromString(value.GetRawText());
        var text = value.GetString()!;
        if (binary != false && Base64(text) is { } bytes)
            return BinaryData.FromBytes(bytes);
        if (binary == true)
            throw new MalformedEnvelopeException("the body is declared binary and is not base64");
        return text == "null" ? BinaryData.Empty : BinaryData.FromString(Unquote(text));
    }

    /// <summary>The bytes of one body in a batch: an element of the inner array, hence encoded once only.</summary>
    /// <exception cref="MalformedEnvelopeException">A binary body that is not base64.</exception>
    public static BinaryData BatchBody(JsonElement element, bool? binary)
    {
        if (binary == true)
            return Body(element, binary);
        return element.ValueKind switch
        {
            JsonValueKind.Null => BinaryData.Empty,
            JsonValueKind.String => BinaryData.FromString(element.GetString()!),
            _ => BinaryData.FromString(element.GetRawText()),
        };
    }

    private static string Unquote(string text) =>
        text is ['"', .., '"'] && JsonReading.TryParse(text) is { ValueKind: JsonValueKind.String } inner ? inner.GetString()! : text;

    private static JsonElement? Nested(JsonElement value, JsonValueKind kind)
    {
        if (value.ValueKind == kind)
            return value;
        return value.ValueKind == JsonValueKind.String && JsonReading.TryParse(value.GetString()!) is { } inner && inner.ValueKind == kind ? inner : null;
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return text.Length % 4 == 0 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
