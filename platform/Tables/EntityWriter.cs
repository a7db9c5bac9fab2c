using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Writes a row as the service reads it.</summary>
internal sealed class EntityWriter : IDisposable
{
    // Nothing but ASCII on the wire, on one line: the emulator reads a transaction line by line, and it decodes a
    // large body piece by piece, so that a letter of several bytes that lies across two pieces is stored as garbage.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Default,
        Indented = false,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _json;

    public EntityWriter(IBufferWriter<byte> output) => _json = new Utf8JsonWriter(output, Options);

    public void Dispose() => _json.Dispose();

    /// <summary>Appends one row to the output.</summary>
    /// <exception cref="NotSupportedException">A property's type has no counterpart in the service.</exception>
    public void Write(TableEntity entity)
    {
        _json.WriteStartObject();
        foreach ((var name, var value) in entity.Properties)
        {
            // The service ignores what a client says of these two.
            if (value is not null && name is not (SystemProperty.Timestamp or SystemProperty.ETag))
                WriteProperty(name, value);
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
    }

    private void WriteProperty(string name, object value)
    {
        switch (value)
        {
            case string text:
                _json.WriteString(name, text);
                break;
            case int number:
                _json.WriteNumber(name, number);
                break;
            case bool flag:
                _json.WriteBoolean(name, flag);
                break;
            case long number:
                WriteTyped(name, Edm.Int64, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                _json.WriteString(name + Edm.Annotation, Edm.Double);
                _json.WriteNumber(name, number);
                break;
            case Guid guid:
                WriteTyped(name, Edm.Guid, guid.ToString());
                break;
            case DateTimeOffset time:
                WriteTyped(name, Edm.DateTime, time.UtcDateTime.ToString(Edm.TimeFormat, CultureInfo.InvariantCulture));
                break;
            case DateTime { Kind: DateTimeKind.Utc } time:
                WriteTyped(name, Edm.DateTime, time.ToString(Edm.TimeFormat, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                WriteBinary(name, bytes);
                break;
            case BinaryData data:
                WriteBinary(name, data.ToMemory().Span);
                break;
            case DateTime time:
                throw new NotSupportedException($"Property '{name}' is a DateTime of kind {time.Kind}; only UTC can be stored.");
            default:
                throw new NotSupportedException($"Property '{name}' is a {value.GetType().Name}, which tables cannot store.");
        }
    }

    private void WriteTyped(string name, string type, string value)
    {
        _json.WriteString(name + Edm.Annotation, type);
        _json.WriteString(name, value);
    }

    private void WriteBinary(string name, ReadOnlySpan<byte> bytes)
    {
        _json.WriteString(name + Edm.Annotation, Edm.Binary);
        _json.WriteBase64String(name, bytes);
    }
}
