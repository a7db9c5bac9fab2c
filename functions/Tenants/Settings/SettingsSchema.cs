using System.Buffers;
using System.Text.Json;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Sections.Rules;

namespace NimbusFunctions.Tenants;

/// <summary>The JSON schema (draft 2020-12) of the settings, made of the rules by which they are checked.</summary>
internal static class SettingsSchema
{
    public static byte[] Write(SettingsBounds bounds)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.WriteString("title", "The settings of a tenant");
            schema.WriteString("type", "object");
            schema.WriteBoolean("additionalProperties", false);
            schema.WriteStartObject("properties");
            foreach (var section in SettingsCatalogue.InOrder)
                WriteSection(schema, section, bounds);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSection(Utf8JsonWriter schema, ISettingsSection section, SettingsBounds bounds)
    {
        using var defaults = JsonDocument.Parse(section.DefaultJson);
        schema.WriteStartObject(section.Name);
        schema.WriteString("type", "object");
        SettingsField.WriteProperties(schema, section.Fields, bounds, defaults.RootElement);
        schema.WriteEndObject();
    }
}
