using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>
/// The envelopes of a batch, one JSON object a line: when, whose, tags of the context, and under <c>data</c> the kind and
/// its fields ("Application Insights: EndpointSpecs/Schemas"). Text is cut where the service would refuse it.
/// </summary>
internal sealed class Envelopes(string key, Role role)
{
    private const int LongestName = 1024;
    private const int LongestProperty = 150;
    private const int LongestValue = 8192;
    private const int LongestMessage = 32768;

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly List<int> ends = [];

    public int Count => ends.Count;

    /// <summary>Adds an envelope.</summary>
    /// <param name="kind">Its kind without <c>Data</c>, such as <c>Metric</c>.</param>
    /// <param name="baseType">Its kind, such as <c>MetricData</c>.</param>
    /// <param name="at">When it was measured.</param>
    /// <param name="operation">The trace, the parent's span and the operation's name, as far as there are any.</param>
    /// <param name="fields">Writes the fields of the kind, after <c>ver</c>.</param>
    public void Add(
        string kind, string baseType, DateTime at, (string? TraceId, string? ParentId, string? Name) operation, Action<Utf8JsonWriter> fields)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("ver", 1);
            json.WriteString("name", kind);
            json.WriteString("time", at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("iKey", key);
            json.WriteStartObject("tags");
            Text(json, "ai.cloud.role", role.Name, LongestName);
            Text(json, "ai.cloud.roleInstance", role.Instance, LongestName);
            Text(json, "ai.application.ver", role.Version, LongestName);
            Text(json, "ai.operation.id", operation.TraceId, LongestName);
            Text(json, "ai.operation.parentId", operation.ParentId, LongestName);
            Text(json, "ai.operation.name", operation.Name, LongestName);
            json.WriteEndObject();
            json.WriteStartObject("data");
            json.WriteString("baseType", baseType);
            json.WriteStartObject("baseData");
            json.WriteNumber("ver", 2);
            fields(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        ends.Add(buffer.WrittenCount);
    }

    public Transmission ToTransmission() => new(buffer.WrittenMemory, [.. ends]);

    public static void Name(Utf8JsonWriter json, string field, string? name) => Text(json, field, name, LongestName);

    public static void Message(Utf8JsonWriter json, string field, string? message) => Text(json, field, message, LongestMessage);

    public static void Properties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        json.WriteStartObject("properties");
        foreach (var (name, value) in properties)
            Text(json, Cut(name, LongestProperty), Convert.ToString(value, CultureInfo.InvariantCulture), LongestValue);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string field, string? text, int longest)
    {
        if (text is not null)
            json.WriteString(field, Cut(text, longest));
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
