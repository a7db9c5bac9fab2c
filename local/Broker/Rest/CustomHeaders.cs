using System.Globalization;
using System.Text.Json;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>
/// Application properties as HTTP headers of their own: text in quotes, numbers and booleans bare. A property whose name cannot be a
/// header, or is one of HTTP's own, has no place in a REST answer; receivers in the same process do get it.
/// </summary>
internal static class CustomHeaders
{
    // Headers of HTTP, of its proxies and of tracing: never a property of the message.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "BrokerProperties", "Cache-Control", "Connection",
        "Content-Encoding", "Content-Length", "Content-Type", "Cookie", "Date", "Expect", "Host", "Keep-Alive", "Location", "Origin", "Pragma",
        "Referer", "Request-Id", "Server", "Strict-Transport-Security", "TE", "Traceparent", "Tracestate", "Trailer", "Transfer-Encoding",
        "Upgrade", "User-Agent", "Via", "x-ms-client-request-id", "x-ms-request-id", "x-ms-return-client-request-id", "x-ms-retrypolicy",
    };

    public static Dictionary<string, object> Read(IHeaderDictionary headers) => headers
        .Where(header => !Reserved.Contains(header.Key))
        .ToDictionary(header => header.Key, header => Value(header.Value.ToString()), StringComparer.Ordinal);

    public static void Write(IHeaderDictionary headers, IReadOnlyDictionary<string, object> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (IsToken(name) && !Reserved.Contains(name))
                headers[name] = Text(value);
        }
    }

    private static object Value(string text)
    {
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"')
            return Unquote(text);
        if (bool.TryParse(text, out var flag))
            return flag;
        return double.TryParse(text, CultureInfo.InvariantCulture, out _) ? JsonValue(text) : text;
    }

    private static object JsonValue(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return PropertyValues.Read(document.RootElement) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Unquote(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(text)!;
        }
        catch (JsonException)
        {
            return text[1..^1];
        }
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double or float or decimal => Fraction((IFormattable)value),
        int or long or byte or sbyte or short or ushort or uint or ulong => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTimeOffset instant => $"\"{instant.ToString("r", CultureInfo.InvariantCulture)}\"",
        DateTime instant => $"\"{instant.ToString("r", CultureInfo.InvariantCulture)}\"",
        TimeSpan span => span.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => $"\"{Convert.ToBase64String(bytes)}\"",
        // JSON's escapes keep every character inside ASCII, as a header must be.
        _ => JsonSerializer.Serialize(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    // A whole number keeps a fraction, or it would arrive as an integer.
    private static string Fraction(IFormattable value)
    {
        var text = value.ToString(null, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
    }

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
