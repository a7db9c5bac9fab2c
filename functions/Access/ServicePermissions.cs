using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Access;

/// <summary>
/// Who may read and change which field of a service, and its agents and owners. Of the administrators the product's administration decides, of all other roles its
/// portal, where the two differ; see docs/access.md.
/// </summary>
internal static class ServicePermissions
{
    private const Letters Both = Read | Update;

    /// <summary>Who is an agent of a skill-based service.</summary>
    public const string Agents = "services.agents";

    /// <summary>Who is an owner of a skill-based service.</summary>
    public const string Owners = "services.owners";

    public static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Rows =>
    [
        .. Of(owner: Both, supervisor: Read, limited: Read,
            "upn", "displayName", "organizationUnitId", "pstnActive", "e164Number",
            "modalities", "audioVideoWorkflowId", "voiceMessageChannel", "instantMessagingWorkflowId", "serviceSystemMessageId", "externalTaskWorkflowId", "emailWorkflowId", "mailbox",
            "distributionPolicyId", "usersImmediatelyActive", "busy", "away", "distributionOrder", "defaultPriority", "acwSeconds", "ronaSeconds",
            "primaryCodeIds", "secondaryCodeIds", "assistantContextId", "serviceCallTemplateIds", "conversationContextId", "storeContextData", "widgetCodesAndTags", "widgetContacts",
            "widgetEmbeddedContext", "embeddedContextId", "widgetLiveCaption", "widgetTranscript", "widgetSessionDetails", "widgetMap", "sessionParameterIds"),
        .. Of(owner: Both, supervisor: Both, limited: Both, "primaryOpeningHoursId", "secondaryOpeningHoursId", "slaAcceptanceSeconds", "slaHangupSeconds", "shortAbandonsSeconds"),
        .. Of(owner: Read, supervisor: Read, limited: Read, "showOnHistoricalSessions", "hideUserStatistics", "emergencyRedirect", "emergencyDestination"),
        .. Of(owner: Both, supervisor: None, limited: Read, "memberMayToggleActive"),
        .. Of(owner: Read, supervisor: None, limited: Read, "ownerRole"),
        .. Of(owner: Read, supervisor: Read, limited: Read, "agents", "owners"),
        .. Less(administrators: Read, Of(owner: Read, supervisor: Read, limited: Read, "applicationId", "assignmentType", "available", "doNotDisturb", "offline")),
        // What the tenant pays for, its own administrators decide.
        .. Less(administrators: Read, Of(owner: None, supervisor: None, limited: None, "addons"), tenant: Both),
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

    private static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Less(
        Letters administrators, IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> rows, Letters? tenant = null) =>
        rows.Select(row => KeyValuePair.Create(row.Key, new Dictionary<Role, Letters>(row.Value)
        {
            [TenantAdministrator] = tenant ?? administrators,
            [OrganizationUnitAdministrator] = administrators,
        }));
}
