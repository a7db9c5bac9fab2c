using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>The companion app of agents.</summary>
/// <param name="OwnAcs">Whether it uses the tenant's own Azure Communication Services.</param>
internal sealed record AssistantSection(bool OwnAcs = false)
{
    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("ownAcs", new SwitchRule(), "Whether Assistant uses the tenant's own Azure Communication Services; it needs a connection string.", "Stored for Assistant, which reads it here. The check `acs-assistant` runs only while it is on.")
            { Place = "Extensions > Assistant > Use your own ACS Instance" },
    ];
}
