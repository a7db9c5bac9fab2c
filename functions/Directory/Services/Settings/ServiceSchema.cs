using System.Text.Json.Nodes;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>The JSON schema of a service's settings.</summary>
internal static class ServiceSchema
{
    public static byte[] Write() => SchemaPage.OfSections(
        "The settings of a service",
        ServiceCatalogue.InOrder.Select(section => (section.Name, (IReadOnlyList<SettingsField>)[.. section.Fields.Select(field => field.AsSetting)], DefaultsOf(section))),
        SettingsBounds.Usual);

    private static string DefaultsOf(ServiceSection section) => new JsonObject(
        section.Fields.Where(field => !field.Rule.IsRequired && !field.Stays).Select(field => KeyValuePair.Create(field.Name, field.DefaultValue()))).ToJsonString();
}
