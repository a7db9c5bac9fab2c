using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants;

/// <summary>All settings of a tenant at one revision. Sections that nobody wrote hold their defaults.</summary>
internal sealed record TenantSettings(long Revision, GeneralSection General, ProvisioningSection Provisioning, GuardSection Removals, LimitsSection Limits)
{
    /// <summary>The tenant's licensing state when they were read.</summary>
    public TenantState State { get; init; }

    /// <summary>How the tenant's presence is tracked.</summary>
    public PresenceSection Presence { get; init; } = new();

    /// <summary>For how long the tenant's data are kept, whatever guards stand before a lowering.</summary>
    public RetentionSection Retention { get; init; } = new();
}
