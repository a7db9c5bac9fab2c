using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>All settings of a tenant at one revision. Sections that nobody wrote hold their defaults.</summary>
internal sealed record TenantSettings(long Revision, GeneralSection General, ProvisioningSection Provisioning, GuardSection Removals, LimitsSection Limits)
{
    /// <summary>The tenant's licensing state when they were read.</summary>
    public TenantState State { get; init; }

    /// <summary>Somebody asked for the tenant's deletion: it takes no tasks and no new services.</summary>
    public bool IsPendingDeletion { get; init; }

    /// <summary>How the tenant's presence is tracked.</summary>
    public PresenceSection Presence { get; init; } = new();

    /// <summary>For how long the tenant's data are kept, whatever guards stand before a lowering.</summary>
    public RetentionSection Retention { get; init; } = new();

    /// <summary>What the partner may see.</summary>
    public DataPrivacySection DataPrivacy { get; init; } = new();

    public InteractSection Interact { get; init; } = new();

    public AttendantConsoleSection AttendantConsole { get; init; } = new();

    public InstantMessagingSection InstantMessaging { get; init; } = new();

    /// <summary>How many licences the tenant may give.</summary>
    public LicencesSection Licences { get; init; } = new();

    public static TenantSettings Of(SettingsDocument document)
    {
        return new(
            document.Tenant.Revision, Read(SettingsCatalogue.General), Read(SettingsCatalogue.Provisioning), Read(SettingsCatalogue.Removals), Read(SettingsCatalogue.Limits))
        {
            State = document.Tenant.State,
            IsPendingDeletion = document.Tenant.IsPendingDeletion,
            Presence = Read(SettingsCatalogue.Presence),
            Retention = Read(SettingsCatalogue.Retention),
            DataPrivacy = Read(SettingsCatalogue.DataPrivacy),
            Interact = Read(SettingsCatalogue.Interact),
            AttendantConsole = Read(SettingsCatalogue.AttendantConsole),
            InstantMessaging = Read(SettingsCatalogue.InstantMessaging),
            Licences = Read(SettingsCatalogue.Licences),
        };

        T Read<T>(SettingsSection<T> section) where T : class => section.Parse(document.Of(section).Json);
    }
}
