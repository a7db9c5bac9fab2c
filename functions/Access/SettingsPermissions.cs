using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Access;

/// <summary>
/// Who may read and change which field of the settings. Tenant Administrators have what the product's matrix gives them; it has
/// no column for Partner Administrators, whose letters are decided here: they look after a tenant, and never grant themselves more.
/// </summary>
internal static class SettingsPermissions
{
    private const Letters Both = Read | Update;
    private const Letters All = Create | Read | Update | Delete | Execute;

    public static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Rows =>
    [
        .. Of("general", partner: Both, tenant: Read, "name", "o365Domain"),
        // Whoever names the group gives the role: the operator alone, who also names it when he registers a tenant.
        .. Of("general", partner: Read, tenant: Read, "tenantAdministrationSecurityGroup"),
        .. Of("general", partner: Both, tenant: Both, "companyName", "billingAddress"),
        .. Of("general", partner: Both, tenant: None, "crmId"),
        .. Of("general", partner: Read, tenant: None, "partnerAdministrationSecurityGroup"),
        .. Of("contact", partner: Both, tenant: Both, "name", "email", "phoneNumber", "sipAddress"),
        .. Of("partner", partner: Both, tenant: Read, "partner"),
        .. Of("dataPrivacy", partner: Read, tenant: Read, "partnerSeesUsers", "partnerSeesCustomers"),
        .. Of("provisioning", partner: Both, tenant: Both, "defaultOrganizationUnitId", "allowServiceProvisioning", "defaultTeamOwnerRole"),
        .. Of("provisioning", partner: Read, tenant: Read, "multihoming"),
        .. Of("outbound", partner: Read, tenant: Read, "directInvitePstn", "directInviteUpn"),
        .. Of("interact", partner: Both, tenant: Both, "enabled", "o365UserId", "sessionRecoverySeconds", "authorization"),
        .. Of("assistant", partner: Both, tenant: Both, "ownAcs"),
        .. Of("attendantConsole", partner: Both, tenant: Both, "graphFilter", "teamVisibility"),
        .. Of("instantMessaging", partner: Both, tenant: Both, "enabled", "testUpn", "ownAcs", "acsResourceId"),
        .. Of("instantMessaging", partner: Both, tenant: Read, "primaryAccount", "secondaryAccount"),
        .. Of("presence", partner: Both, tenant: Both, "tracking", "intervalSeconds", "testUpn", "persistUserStates", "showTimeInState"),
        .. Of("licences", partner: Read, tenant: Read,
            "advancedRouting", "enterpriseRouting", "contactCenter", "userContactCenter", "userAttendantConsole", "userInteract", "userAssistant",
            "userInstantMessaging", "userExternalTask", "userEmail"),
        .. Of("limits", partner: Both, tenant: Read,
            "outbound", "instantMessaging", "externalTask", "email", "atLimit", "whenExpired", "whenCanceled", "heldArrivals", "longestHoldMinutes",
            "instantMessagingLeaseHours", "externalTaskLeaseHours", "emailLeaseHours"),
        .. Of("retention", partner: Both, tenant: Read,
            "tasks", "userStates", "syncLedger", "memberHistory", "settingsHistory", "audit", "tombstones", "deadLetters", "receipts"),
        .. Of("removals", partner: Both, tenant: Both, "default", "deleted", "softDeleted", "leftLastService", "teamGone"),
    ];

    private static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Of(string section, Letters partner, Letters tenant, params string[] fields) =>
        fields.Select(field => KeyValuePair.Create(
            $"{Permissions.Settings}.{section}.{field}",
            new Dictionary<Role, Letters> { [SystemAdministrator] = All, [PartnerAdministrator] = partner, [TenantAdministrator] = tenant }));
}
