using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>What applies when services are created.</summary>
/// <param name="DefaultOrganizationUnitId">Where new services and users lie; null: the unit made with the tenant.</param>
/// <param name="AllowServiceProvisioning">Who may provision a service from Teams.</param>
/// <param name="DefaultTeamOwnerRole">What an owner of a new service's team becomes; later changes do not touch services that exist.</param>
internal sealed record ProvisioningSection(
    string? DefaultOrganizationUnitId = null,
    string AllowServiceProvisioning = ProvisioningSection.Everyone,
    string DefaultTeamOwnerRole = ProvisioningSection.TeamOwner)
{
    public const string Everyone = "Everyone";
    public const string TeamOwner = "TeamOwner";
    public const string TeamOwnerLimited = "TeamOwnerLimited";

    private static readonly string[] Provisioners =
        [Everyone, "TenantAndOrganizationUnitAdministrators", "TenantAdministrators", "NoOne"];

    public static IReadOnlyCollection<string> OwnerRoles { get; } = [TeamOwner, TeamOwnerLimited];

    public static void Validate(ProvisioningSection section, ValidationErrors errors)
    {
        errors.Guid("defaultOrganizationUnitId", section.DefaultOrganizationUnitId);
        errors.OneOf("allowServiceProvisioning", section.AllowServiceProvisioning, Provisioners);
        errors.OneOf("defaultTeamOwnerRole", section.DefaultTeamOwnerRole, OwnerRoles);
        if (section.AllowServiceProvisioning is null)
            errors.Add("allowServiceProvisioning", "must not be null.");
        if (section.DefaultTeamOwnerRole is null)
            errors.Add("defaultTeamOwnerRole", "must not be null.");
    }
}
