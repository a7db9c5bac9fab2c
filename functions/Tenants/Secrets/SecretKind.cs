using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>A secret that a tenant may have: a connection string of Azure Communication Services (ACS).</summary>
/// <param name="Name">In addresses, and in the store. Stored, so it never changes.</param>
/// <param name="Section">The section of the settings that may need it.</param>
/// <param name="Field">The field that asks for it.</param>
/// <param name="IsNeeded">Whether the section, as JSON, needs it.</param>
/// <param name="Check">The check that tries it.</param>
internal sealed record SecretKind(string Name, ISettingsSection Section, string Field, Func<string, bool> IsNeeded, string Check)
{
    public static SecretKind Interact { get; } = new(
        "interact-acs", SettingsCatalogue.Interact, "enabled", json => SettingsCatalogue.Interact.Parse(json).Enabled, "acs-interact");

    public static SecretKind Assistant { get; } = new(
        "assistant-acs", SettingsCatalogue.Assistant, "ownAcs", json => SettingsCatalogue.Assistant.Parse(json).OwnAcs, "acs-assistant");

    public static SecretKind InstantMessaging { get; } = new(
        "im-acs", SettingsCatalogue.InstantMessaging, "ownAcs", json => SettingsCatalogue.InstantMessaging.Parse(json) is { Enabled: true, OwnAcs: true }, "acs-im");

    public static IReadOnlyList<SecretKind> All { get; } = [Interact, Assistant, InstantMessaging];

    public static SecretKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
