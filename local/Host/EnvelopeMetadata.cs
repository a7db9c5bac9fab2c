using System.Text.Json;

namespace NimbusFunctions.Local.Host;

/// <summary>The binding data that goes into an envelope's <c>Metadata</c>. Names differ in more than case; null values are left out.</summary>
internal sealed class EnvelopeMetadata
{
    private readonly OrderedDictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, object? value)
    {
        if (value is not null)
            values[name] = value;
    }

    /// <summary>
    /// Merges the top-level fields of a body that is a JSON object, as the host does: they override what is there,
    /// arrays are left out, and simple values become text.
    /// </summary>
    public void Merge(string body)
    {
        var text = body.Trim();
        if (text is not ['{', .., '}'])
            return;
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var field in json.RootElement.EnumerateObject())
                Add(field.Name, Merged(field.Value));
        }
        catch (JsonException)
        {
            // To the host a body that is not JSON is no error.
        }
    }

    public void Write(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in values)
        {
            writer.WritePropertyName(name);
            WireEncoding.WriteValue(writer, value);
        }
    }

    private static object? Merged(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => null,
        JsonValueKind.Object => value.Clone(),
        JsonValueKind.Null => "",
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        _ => value.ToString(),
    };
}
