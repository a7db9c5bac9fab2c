using NimbusFunctions.Configuration;
using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Access;

/// <summary>
/// Who may do what, as data: the one table that every endpoint and field is decided by. A row that is not here
/// permits nothing to anybody.
/// </summary>
internal static class PermissionTable
{
    private const Letters All = Create | Read | Update | Delete | Execute;

    private static readonly Dictionary<string, Dictionary<Role, Letters>> Rows = new([.. SettingsPermissions.Rows, .. UserPermissionRows.All, .. ServicePermissions.Rows, .. ConfigurationPermissions.Rows], StringComparer.Ordinal)
    {
        [Permissions.Tenants] = new() { [SystemAdministrator] = All, [PartnerAdministrator] = Delete },
        [Permissions.TenantState] = new() { [SystemAdministrator] = All, [PartnerAdministrator] = Read, [TenantAdministrator] = Read },
        [Permissions.Licences] = new() { [SystemAdministrator] = All, [PartnerAdministrator] = Read, [TenantAdministrator] = Read },
        [Permissions.Health] = new() { [SystemAdministrator] = Read },

        // May a role come near the settings at all; the fields below decide the rest.
        [Permissions.Settings] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read | Update,
            [TenantAdministrator] = Read | Update,
        },

        [Permissions.OrganizationUnits] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Create | Read | Update | Delete,
            [OrganizationUnitAdministrator] = Create | Read | Update | Delete,
        },
        [Permissions.Services] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Create | Read | Update | Delete,
            [OrganizationUnitAdministrator] = Create | Read | Update | Delete,
            [WorkflowAdministrator] = Read,
            [ServiceSupervisor] = Read,
            [TeamOwner] = Read,
            [TeamOwnerLimited] = Read,
            [ServiceOwner] = Read,
            [ServiceAgent] = Read,
            [TeamMember] = Read,
        },
        // May a role come near a service's settings at all; the fields decide the rest.
        [Permissions.ServiceSettings] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read,
            [ServiceSupervisor] = Read | Update,
            [TeamOwner] = Read | Update,
            [ServiceOwner] = Read | Update,
            [TeamOwnerLimited] = Read | Update,
        },
        [Permissions.ServiceLicence] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.TeamProvisioning] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Execute,
            [OrganizationUnitAdministrator] = Execute,
        },
        // Where the service lets its members; N/A for agents and for supervisors, who are no members.
        [Permissions.OwnActive] = new()
        {
            [TeamOwner] = Read | Update,
            [TeamOwnerLimited] = Read | Update,
            [ServiceOwner] = Read | Update,
            [TeamMember] = Read | Update,
        },
        [Permissions.ActiveMembers] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read | Update,
            [ServiceSupervisor] = Read | Update,
            [TeamOwner] = Read | Update,
            [TeamOwnerLimited] = Read | Update,
            [ServiceOwner] = Read | Update,
            [TeamMember] = Read,
        },
        [Permissions.AvailableUsers] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read,
            [OrganizationUnitAdministrator] = Read,
            [UserSupervisor] = Read,
            [ServiceSupervisor] = Read,
            [TeamOwner] = Read,
            [TeamOwnerLimited] = Read,
            [ServiceOwner] = Read,
        },
        [Permissions.UserPresence] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read,
            [OrganizationUnitAdministrator] = Read,
            [UserSupervisor] = Read,
            [ServiceSupervisor] = Read,
            [TeamOwner] = Read,
            [TeamOwnerLimited] = Read,
            [ServiceOwner] = Read,
            // The product's icon: of the colleagues in a service.
            [ServiceAgent] = Read,
            [TeamMember] = Read,
        },
        [Permissions.UserStates] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read,
            [UserSupervisor] = Read,
        },
        [Permissions.Sync] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Execute,
        },
        // They hold names and addresses of users as Graph sent them.
        [Permissions.SyncRecordings] = Row(tenantAdministrator: Read),
        [Permissions.Presence] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Execute,
        },
        // Whoever may lower a retention has to see what goes; whoever it was promised to may stop it.
        [Permissions.Retention] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read | Execute,
            [TenantAdministrator] = Read | Execute,
        },
        [Permissions.LegalHolds] = Row(tenantAdministrator: Create | Read | Delete),
        [Permissions.DataSubjects] = Row(tenantAdministrator: Read | Execute),
        [Permissions.PausePurgeOfAll] = new() { [SystemAdministrator] = All },
        [Permissions.PauseAll] = new() { [SystemAdministrator] = All },

        [Permissions.Operations] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read,
        },
        // Of the whole tenant: lines are not told apart by units. It tells of holds, exports and roles, which a partner does not see.
        [Permissions.Audit] = Row(tenantAdministrator: Read),
        [Permissions.AuditOfNone] = new() { [SystemAdministrator] = All },
        [Permissions.OperationsOfAll] = new() { [SystemAdministrator] = All },
        // A partner sees that something lies there and why, and leaves it to those whose data it is.
        [Permissions.DeadLetters] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read | Delete | Execute,
        },
        [Permissions.DeadLetterContent] = Row(tenantAdministrator: Read),
        [Permissions.DeadLettersOfAll] = new() { [SystemAdministrator] = All },

        [Permissions.Secrets] = Row(tenantAdministrator: Read | Update),
        [Permissions.Checks] = Row(tenantAdministrator: Read | Execute),
        // What the partner keeps from the tenant is told to no check of the tenant's.
        [Permissions.PartnerGroup] = Row(tenantAdministrator: None),
        [Permissions.WidgetKey] = Row(tenantAdministrator: Read | Execute),
        [Permissions.InteractUsers] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.InteractServices] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
            [WorkflowAdministrator] = Read,
        },
        [Permissions.InteractSessions] = new() { [SystemAdministrator] = All },

        [Permissions.AddressBooks] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Create | Read | Update | Delete,
            [OrganizationUnitAdministrator] = Create | Read | Update | Delete,
        },
        [Permissions.AddressBookFlowActions] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Read | Update,
            [OrganizationUnitAdministrator] = Read | Update,
        },
        [Permissions.AddressBookContacts] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Create | Read | Update | Delete,
            [OrganizationUnitAdministrator] = Create | Read | Update | Delete,
        },

        [Permissions.Contacts] = Administrators(Read),
        [Permissions.UserPermissions] = Administrators(Read),

        [Permissions.ExternalTasks] = Flows(teamOwnerLimited: None),
        [Permissions.OutboundTasks] = Flows(teamOwnerLimited: Create | Read | Update | Delete),
        [Permissions.TaskInformation] = Flows(teamOwnerLimited: None),
        [Permissions.TaskTriggers] = Flows(teamOwnerLimited: None),
        [Permissions.SchedulerEntryTriggers] = Flows(teamOwnerLimited: Create | Read | Update | Delete),
        [Permissions.Tasks] = new()
        {
            [SystemAdministrator] = All,
            [PartnerAdministrator] = Read,
            [TenantAdministrator] = Read,
            [OrganizationUnitAdministrator] = Read,
            [ServiceSupervisor] = Read,
            [TeamOwner] = Read,
            [ServiceOwner] = Read,
        },
        [Permissions.CancelTasks] = new()
        {
            [ServiceSupervisor] = Delete,
            [TeamOwner] = Delete,
            [ServiceOwner] = Delete,
        },
        [Permissions.KillTasks] = new()
        {
            [SystemAdministrator] = All,
            [TenantAdministrator] = Delete,
            [OrganizationUnitAdministrator] = Delete,
        },
    };

    public static IReadOnlyCollection<string> Names => Rows.Keys;

    /// <summary>What a role may do with a thing; nothing where no row says so.</summary>
    public static Letters Of(string permission, Role role) =>
        Rows.TryGetValue(permission, out var row) && row.TryGetValue(role, out var letters) ? letters : None;

    private static Dictionary<Role, Letters> Row(Letters tenantAdministrator) => new()
    {
        [SystemAdministrator] = All,
        [TenantAdministrator] = tenantAdministrator,
    };

    private static Dictionary<Role, Letters> Administrators(Letters letters) => new()
    {
        [SystemAdministrator] = All,
        [TenantAdministrator] = letters,
        [OrganizationUnitAdministrator] = letters,
    };

    /// <summary>What the product's Power Automate roles may do through the connector.</summary>
    private static Dictionary<Role, Letters> Flows(Letters teamOwnerLimited) => new()
    {
        [SystemAdministrator] = All,
        [TenantAdministrator] = Create | Read | Update | Delete,
        [TeamOwner] = Create | Read | Update | Delete,
        [ServiceOwner] = Create | Read | Update | Delete,
        [TeamOwnerLimited] = teamOwnerLimited,
    };
}
