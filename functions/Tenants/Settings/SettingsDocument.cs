using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>All sections of a tenant as stored, at one revision.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="stored">The sections that somebody wrote, by their row keys.</param>
internal sealed class SettingsDocument(Tenant tenant, IReadOnlyDictionary<string, StoredSection> stored)
{
    public Tenant Tenant => tenant;

    /// <summary>The entity tag of the whole.</summary>
    public string ETag => $"\"r{tenant.Revision}\"";

    public StoredSection Of(ISettingsSection section) =>
        stored.GetValueOrDefault(TenantKeys.Section(section.Name)) ?? new(section.DefaultJson, 0);
}
