using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Every section there is; a capability adds its own here.</summary>
internal static class SettingsCatalogue
{
    public static SettingsSection<GeneralSection> General { get; } = new("general", NimbusJson.Default.GeneralSection, new(), GeneralSection.Fields);

    public static SettingsSection<ContactSection> Contact { get; } = new("contact", NimbusJson.Default.ContactSection, new(), ContactSection.Fields);

    public static SettingsSection<PartnerSection> Partner { get; } = new("partner", NimbusJson.Default.PartnerSection, new(), PartnerSection.Fields);

    public static SettingsSection<DataPrivacySection> DataPrivacy { get; } =
        new("dataPrivacy", NimbusJson.Default.DataPrivacySection, new(), DataPrivacySection.Fields);

    public static SettingsSection<ProvisioningSection> Provisioning { get; } =
        new("provisioning", NimbusJson.Default.ProvisioningSection, new(), ProvisioningSection.Fields) { Shapes = section => section.Shaped() };

    public static SettingsSection<OutboundSection> Outbound { get; } = new("outbound", NimbusJson.Default.OutboundSection, new(), OutboundSection.Fields);

    public static SettingsSection<InteractSection> Interact { get; } =
        new("interact", NimbusJson.Default.InteractSection, new(), InteractSection.Fields) { Switch = "enabled" };

    public static SettingsSection<AssistantSection> Assistant { get; } = new("assistant", NimbusJson.Default.AssistantSection, new(), AssistantSection.Fields);

    public static SettingsSection<AttendantConsoleSection> AttendantConsole { get; } =
        new("attendantConsole", NimbusJson.Default.AttendantConsoleSection, new(), AttendantConsoleSection.Fields);

    public static SettingsSection<InstantMessagingSection> InstantMessaging { get; } =
        new("instantMessaging", NimbusJson.Default.InstantMessagingSection, new(), InstantMessagingSection.Fields) { Switch = "enabled" };

    public static SettingsSection<PresenceSection> Presence { get; } = new("presence", NimbusJson.Default.PresenceSection, new(), PresenceSection.Fields);

    public static SettingsSection<LicencesSection> Licences { get; } = new("licences", NimbusJson.Default.LicencesSection, new(), LicencesSection.Fields);

    public static SettingsSection<LimitsSection> Limits { get; } = new("limits", NimbusJson.Default.LimitsSection, new(), LimitsSection.Fields);

    public static SettingsSection<RetentionSection> Retention { get; } =
        new("retention", NimbusJson.Default.RetentionSection, new(), RetentionSection.Fields)
        {
            Checks = RetentionSection.Check,
            Keeps = (before, beside, after, now) => Lowerings.Write(Lowerings.After(before, Lowerings.Parse(beside), after, now)),
        };

    public static SettingsSection<GuardSection> Removals { get; } = new("removals", NimbusJson.Default.GuardSection, new(), GuardSection.Fields);

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<ISettingsSection> InOrder { get; } =
    [
        General, Contact, Partner, DataPrivacy, Provisioning, Outbound, Interact, Assistant, AttendantConsole, InstantMessaging, Presence, Licences, Limits,
        Retention, Removals,
    ];

    public static IReadOnlyDictionary<string, ISettingsSection> All { get; } = InOrder.ToDictionary(section => section.Name);
}
