using NimbusFunctions.Fields;

namespace NimbusFunctions.Configuration;

/// <summary>The JSON schema of all kinds of entities.</summary>
internal static class ConfigurationSchema
{
    public static byte[] Write() => SchemaPage.Write("The configuration entities of a tenant, by kind", schema =>
    {
        schema.WriteStartObject("$defs");
        foreach (var kind in ConfigurationKinds.InOrder)
            SchemaPage.WriteObject(schema, kind.Segment, kind.One, kind.Fields, SettingsBounds.Usual, kind.Defaults.ToJsonString());
        schema.WriteEndObject();
    });
}
