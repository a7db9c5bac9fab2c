using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Units;

/// <summary>
/// New users and services lie in a unit that there is. One that goes in the instant in which it is named is passed over by
/// whoever looks for it: see <see cref="OrganizationUnit.DefaultOf"/>.
/// </summary>
internal sealed class DefaultUnitCheck(TenantStore tenants) : ISettingsCheck
{
    public async Task CheckAsync(string tenant, ISettingsSection section, string json, ValidationErrors errors, CancellationToken cancellation)
    {
        if (section == SettingsCatalogue.Provisioning
            && SettingsCatalogue.Provisioning.Parse(json).DefaultOrganizationUnitId is { } unit
            && !await tenants.HasUnitAsync(tenant, unit, cancellation))
            errors.Add(ProvisioningSection.DefaultUnitField, OrganizationUnit.Unknown);
    }
}
