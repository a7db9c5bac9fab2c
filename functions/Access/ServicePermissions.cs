using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Access;

/// <summary>
/// Who may change which field of a service. Of the administrators the product's administration decides, of all other roles its
/// portal, where the two differ; see docs/access.md.
/// </summary>
internal static class ServicePermissions
{
    private const Letters Both = Read | Update;

    public static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Rows =>
    [
        .. Of(owner: Both, supervisor: Read, limited: Read, "upn", "displayName", "organizationUnitId", "modalities", "busy", "away", "usersImmediatelyActive", "defaultPriority"),
        .. Of(owner: Both, supervisor: None, limited: Read, "memberMayToggleActive"),
    ];

    /// <summary>The permission of a field, e.g. <c>services.displayName</c>.</summary>
    public static string FieldOf(string field) => $"{Permissions.Services}.{field}";

    private static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Of(Letters owner, Letters supervisor, Letters limited, params string[] fields) =>
        fields.Select(field => KeyValuePair.Create(FieldOf(field), new Dictionary<Role, Letters>
        {
            [SystemAdministrator] = Create | Read | Update | Delete | Execute,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Both,
            [OrganizationUnitAdministrator] = Both,
            [WorkflowAdministrator] = Read,
            [ServiceSupervisor] = supervisor,
            [TeamOwner] = owner,
            [ServiceOwner] = owner,
            [TeamOwnerLimited] = limited,
        }));
}
