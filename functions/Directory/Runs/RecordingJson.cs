using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Directory.Runs;

/// <summary>The lines of a recording as JSON: one line each, bodies as texts, so that they stay what they were to the byte.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordedLine))]
internal sealed partial class RecordingJson : JsonSerializerContext
{
    // No line ever stands in a page of HTML. A body's quotes are many, and the careful escape costs six bytes each.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> output, RecordedLine line)
    {
        using (var json = new Utf8JsonWriter(output, Plain))
            JsonSerializer.Serialize(json, line, Default.RecordedLine);
        output.Write("\n"u8);
    }

    /// <exception cref="JsonException">It is no line of a recording.</exception>
    public static RecordedLine Read(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, Default.RecordedLine) ?? throw new JsonException("A line is null.");
}
