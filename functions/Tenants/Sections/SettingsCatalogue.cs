using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Every section there is; a capability adds its own here.</summary>
internal static class SettingsCatalogue
{
    public static SettingsSection<GeneralSection> General { get; } =
        new("general", NimbusJson.Default.GeneralSection, new(), GeneralSection.Validate);

    public static SettingsSection<ProvisioningSection> Provisioning { get; } =
        new("provisioning", NimbusJson.Default.ProvisioningSection, new(), ProvisioningSection.Validate);

    public static SettingsSection<GuardSection> Removals { get; } =
        new("removals", NimbusJson.Default.GuardSection, new(), GuardSection.Validate);

    public static SettingsSection<LimitsSection> Limits { get; } =
        new("limits", NimbusJson.Default.LimitsSection, new(), (section, services, errors) =>
            LimitsSection.Validate(section, services.GetRequiredService<IOptions<LimitsOptions>>().Value, errors));

    public static SettingsSection<PresenceSection> Presence { get; } =
        new("presence", NimbusJson.Default.PresenceSection, new(), PresenceSection.Validate);

    public static SettingsSection<RetentionSection> Retention { get; } =
        new("retention", NimbusJson.Default.RetentionSection, new(), (section, services, errors) =>
            RetentionSection.Validate(section, services.GetRequiredService<IOptions<RetentionOptions>>().Value, errors))
        {
            Keeps = (before, beside, after, now) => Lowerings.Write(Lowerings.After(before, Lowerings.Parse(beside), after, now)),
        };

    public static IReadOnlyDictionary<string, ISettingsSection> All { get; } =
        new ISettingsSection[] { General, Provisioning, Removals, Limits, Presence, Retention }.ToDictionary(section => section.Name);
}
