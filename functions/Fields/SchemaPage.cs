using System.Buffers;
using System.Text.Json;

namespace NimbusFunctions.Fields;

/// <summary>A JSON schema (draft 2020-12), made of the rules by which documents are checked.</summary>
internal static class SchemaPage
{
    /// <param name="title">What it describes.</param>
    /// <param name="body">Writes the members behind the title.</param>
    public static byte[] Write(string title, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.WriteString("title", title);
            body(schema);
            schema.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same of a document that is made of sections.</summary>
    /// <param name="title">What it describes.</param>
    /// <param name="sections">Each with its fields, and a JSON object of what holds where one is left out.</param>
    /// <param name="bounds">What the operator allows.</param>
    public static byte[] OfSections(string title, IEnumerable<(string Name, IReadOnlyList<SettingsField> Fields, string Defaults)> sections, SettingsBounds bounds) =>
        Write(title, schema =>
        {
            schema.WriteString("type", "object");
            schema.WriteBoolean("additionalProperties", false);
            schema.WriteStartObject("properties");
            foreach (var (name, fields, defaults) in sections)
                WriteObject(schema, name, null, fields, bounds, defaults);
            schema.WriteEndObject();
        });

    /// <summary>Writes a member that holds the schema of an object.</summary>
    public static void WriteObject(Utf8JsonWriter schema, string name, string? title, IReadOnlyList<SettingsField> fields, SettingsBounds bounds, string defaults)
    {
        using var usual = JsonDocument.Parse(defaults);
        schema.WriteStartObject(name);
        if (title is not null)
            schema.WriteString("title", title);
        schema.WriteString("type", "object");
        SettingsField.WriteProperties(schema, fields, bounds, usual.RootElement);
        schema.WriteEndObject();
    }
}
