using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Tenants.Sections.Rules;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>The JSON schema (draft 2020-12) of a service's settings, made of the rules by which they are checked.</summary>
internal static class ServiceSchema
{
    public static byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.WriteString("title", "The settings of a service");
            schema.WriteString("type", "object");
            schema.WriteBoolean("additionalProperties", false);
            schema.WriteStartObject("properties");
            foreach (var section in ServiceCatalogue.InOrder)
                WriteSection(schema, section);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSection(Utf8JsonWriter schema, ServiceSection section)
    {
        var usual = new JsonObject(section.Fields.Where(field => !field.Rule.IsRequired && !field.Stays).Select(field => KeyValuePair.Create(field.Name, field.DefaultValue())));
        using var defaults = JsonDocument.Parse(usual.ToJsonString());
        schema.WriteStartObject(section.Name);
        schema.WriteString("type", "object");
        SettingsField.WriteProperties(schema, [.. section.Fields.Select(field => field.AsSetting)], SettingsBounds.Usual, defaults.RootElement);
        schema.WriteEndObject();
    }
}
