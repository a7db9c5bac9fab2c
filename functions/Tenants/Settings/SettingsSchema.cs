using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>The JSON schema of the settings.</summary>
internal static class SettingsSchema
{
    public static byte[] Write(SettingsBounds bounds) => SchemaPage.OfSections(
        "The settings of a tenant", SettingsCatalogue.InOrder.Select(section => (section.Name, section.Fields, section.DefaultJson)), bounds);
}
