using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The security groups whose members administer a tenant. Each is synced like a service, under an id that also says which
/// role its members get: one group may be both.
/// </summary>
/// <param name="Tenant">The group of the Tenant Administrators, lower case; null: none.</param>
/// <param name="Partner">The group of the Partner Administrators, lower case; null: none.</param>
internal sealed record AdministratorGroups(string? Tenant, string? Partner)
{
    private const string PartnersPrefix = $"{ServiceStore.AdministratorsPrefix}partner-";

    public static AdministratorGroups None { get; } = new(null, null);

    /// <summary>The ids under which the groups are synced.</summary>
    public IEnumerable<string> Ids
    {
        get
        {
            if (Tenant is not null)
                yield return ServiceStore.AdministratorsPrefix + Tenant;
            if (Partner is not null)
                yield return PartnersPrefix + Partner;
        }
    }

    /// <summary>Whether an id is that of such a group, whatever the settings name now.</summary>
    public static bool Has(string id) => id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal);

    /// <summary>What the members of a group are.</summary>
    public static Role RoleOf(string id) =>
        id.StartsWith(PartnersPrefix, StringComparison.Ordinal) ? Role.PartnerAdministrator : Role.TenantAdministrator;

    /// <summary>The group behind an id; null where the settings no longer name it.</summary>
    public string? GroupOf(string id) => !Ids.Contains(id) ? null : RoleOf(id) == Role.PartnerAdministrator ? Partner : Tenant;
}
