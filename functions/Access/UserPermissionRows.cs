using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Access;

/// <summary>Who may do what with users and the tabs of their settings.</summary>
internal static class UserPermissionRows
{
    private const Letters Every = Create | Read | Update | Delete | Execute;

    public static Dictionary<string, Dictionary<Role, Letters>> All { get; } = new(StringComparer.Ordinal)
    {
        [Permissions.Users] = new()
        {
            [SystemAdministrator] = Every,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Create | Read | Update | Delete,
            [OrganizationUnitAdministrator] = Create | Read | Update | Delete,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.UserUnit] = new()
        {
            [SystemAdministrator] = Every,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.UserRoles] = new()
        {
            [SystemAdministrator] = Every,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read,
            [OrganizationUnitAdministrator] = Read,
            [WorkflowAdministrator] = Read,
        },
        // The product's notes leave roles to Tenant Administrators or higher, its table lets Organization Unit Administrators
        // too: the narrower one. A Partner Administrator could give himself what the tenant keeps from partners.
        [Permissions.RoleAssignment] = new()
        {
            [SystemAdministrator] = Every,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.UserLicences] = new()
        {
            [SystemAdministrator] = Every,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.UserSkills] = OfUser(Read | Update),
        [Permissions.UserProfiles] = OfUser(Read | Update),
        [Permissions.UserNotAvailableReasons] = OfUser(Read | Update),
        [Permissions.UserCallTemplates] = OfUser(Create | Read | Update | Delete),
        // Whoever adds users looks for them; nobody else reads the directory here.
        [Permissions.DirectorySearch] = new()
        {
            [SystemAdministrator] = Every,
            [TenantAdministrator] = Read,
            [OrganizationUnitAdministrator] = Read,
        },
    };

    /// <summary>The tabs of a user's settings.</summary>
    private static Dictionary<Role, Letters> OfUser(Letters administrators) => new()
    {
        [SystemAdministrator] = Every,
        [TenantAdministrator] = administrators,
        [OrganizationUnitAdministrator] = administrators,
        [WorkflowAdministrator] = Read,
    };
}
