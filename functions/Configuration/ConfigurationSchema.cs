using System.Buffers;
using System.Text.Json;
using NimbusFunctions.Tenants.Sections.Rules;

namespace NimbusFunctions.Configuration;

/// <summary>The JSON schema (draft 2020-12) of all kinds of entities, made of the rules by which they are checked.</summary>
internal static class ConfigurationSchema
{
    public static byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.WriteString("title", "The configuration entities of a tenant, by kind");
            schema.WriteStartObject("$defs");
            foreach (var kind in ConfigurationKinds.InOrder)
                WriteKind(schema, kind);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteKind(Utf8JsonWriter schema, ConfigurationKind kind)
    {
        using var defaults = JsonDocument.Parse(kind.Defaults.ToJsonString());
        schema.WriteStartObject(kind.Segment);
        schema.WriteString("title", kind.One);
        schema.WriteString("type", "object");
        SettingsField.WriteProperties(schema, kind.Fields, SettingsBounds.Usual, defaults.RootElement);
        schema.WriteEndObject();
    }
}
