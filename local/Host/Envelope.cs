using System.Globalization;
using System.Text.Json;

namespace NimbusFunctions.Local.Host;

/// <summary>Writes what the host posts to a function: <c>{"Data":{…},"Metadata":{…,"sys":{…}}}</c>.</summary>
internal static class Envelope
{
    public static byte[] Write(FunctionDeclaration function, DateTimeOffset now, Action<Utf8JsonWriter> value, EnvelopeMetadata? metadata = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WireEncoding.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            writer.WritePropertyName(function.BindingName);
            value(writer);
            writer.WriteEndObject();
            writer.WriteStartObject("Metadata");
            metadata?.Write(writer);
            writer.WriteStartObject("sys");
            writer.WriteString("MethodName", function.Name);
            writer.WriteString("UtcNow", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
            writer.WriteString("RandGuid", Guid.NewGuid());
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
