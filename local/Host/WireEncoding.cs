using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// The host's encoding of values in an envelope: bytes are base64, times are ISO text without fractions, objects are
/// objects, and everything else is a JSON string that holds JSON.
/// </summary>
internal static class WireEncoding
{
    /// <summary>Newtonsoft.Json leaves everything readable but quotes, backslashes and control characters.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one value of <c>Data</c> or <c>Metadata</c>.</summary>
    public static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case DateTime or DateTimeOffset:
                writer.WriteStringValue(Time(value, "yyyy-MM-ddTHH:mm:ss"));
                break;
            case JsonElement or IEnumerable<KeyValuePair<string, object>>:
                WriteJson(writer, value);
                break;
            default:
                writer.WriteStringValue(Json(value));
                break;
        }
    }

    /// <summary>A value's JSON as text: what is encoded a second time.</summary>
    public static string Json(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            WriteJson(writer, value);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case double or float:
                WriteReal(writer, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
                writer.WriteStringValue(Time(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFF"));
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IEnumerable<KeyValuePair<string, object>> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    WriteJson(writer, member);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                    WriteJson(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // Newtonsoft.Json marks a real number as one (3.0), and has words for what JSON has no number for.
    private static void WriteReal(Utf8JsonWriter writer, double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
            writer.WriteStringValue(text);
        else
            writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    // A DateTime has no offset on the wire unless it says Utc (Z); a DateTimeOffset always has one.
    private static string Time(object value, string format) => value is DateTime time
        ? time.ToString(format + "K", CultureInfo.InvariantCulture)
        : ((DateTimeOffset)value).ToString(format + "zzz", CultureInfo.InvariantCulture);
}
