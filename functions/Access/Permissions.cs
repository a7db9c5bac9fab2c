namespace NimbusFunctions.Access;

/// <summary>The names of the things that permissions are about; a field of a section is <c>settings.general.name</c>.</summary>
internal static class Permissions
{
    public const string Tenants = "tenants";
    /// <summary>A tenant's licensing state.</summary>
    public const string TenantState = "tenants.state";
    /// <summary>How many licences are given, and may be.</summary>
    public const string Licences = "tenants.licences";
    public const string Settings = "settings";
    public const string OrganizationUnits = "organizationUnits";
    public const string Users = "users";

    /// <summary>In which organization unit a user lies.</summary>
    public const string UserUnit = "users.organizationUnit";

    /// <summary>Which roles a user has.</summary>
    public const string UserRoles = "users.roles";

    /// <summary>Give roles to users by hand and take them.</summary>
    public const string RoleAssignment = "users.roles.assignment";
    public const string Services = "services";
    public const string ServiceSettings = "services.settings";
    /// <summary>Make a service of a team from Teams, where the tenant leaves it to administrators.</summary>
    public const string TeamProvisioning = "services.provisioning";
    public const string ServiceLicence = "services.licence";

    /// <summary>Whether the caller is active in the own service.</summary>
    public const string OwnActive = "services.members.ownActive";

    /// <summary>Whether members of a service are active in it.</summary>
    public const string ActiveMembers = "services.members.active";

    /// <summary>The licences of users, and their registration with the bot.</summary>
    public const string UserLicences = "users.licences";

    /// <summary>The skills of users.</summary>
    public const string UserSkills = "users.skills";

    /// <summary>The responsibility profiles of users.</summary>
    public const string UserProfiles = "users.profiles";

    /// <summary>The reasons that users choose from when they are not available.</summary>
    public const string UserNotAvailableReasons = "users.notAvailableReasons";

    /// <summary>What direct calls to users open.</summary>
    public const string UserCallTemplates = "users.directCallTemplates";

    /// <summary>Search the tenant's directory for users to add.</summary>
    public const string DirectorySearch = "users.directory";

    /// <summary>Who of a service can take work now.</summary>
    public const string AvailableUsers = "presence.availableUsers";

    /// <summary>The presence of single users, as the product's icon beside a user shows it.</summary>
    public const string UserPresence = "presence.users";

    /// <summary>The states that users were in, as they are kept for reporting.</summary>
    public const string UserStates = "presence.states";
    public const string Sync = "sync";

    /// <summary>All that a run was told, for a replay.</summary>
    public const string SyncRecordings = "sync.recordings";
    public const string PauseAll = "sync.pauseAll";

    /// <summary>How a tenant's presence is tracked: the grant link, the check, the status.</summary>
    public const string Presence = "presence";

    /// <summary>What is purged: the receipts, the plan, and what stands before it.</summary>
    public const string Retention = "retention";

    /// <summary>Legal holds, with their reasons.</summary>
    public const string LegalHolds = "retention.holds";
    /// <summary>Exports of all that is held on a person, and their erasure.</summary>
    public const string DataSubjects = "retention.dataSubjects";
    public const string PausePurgeOfAll = "retention.pauseAll";

    /// <summary>External tasks through the connector.</summary>
    public const string ExternalTasks = "tasks.external";

    /// <summary>Outbound tasks, that is scheduler entries, through the connector.</summary>
    public const string OutboundTasks = "tasks.outbound";

    /// <summary>What is known of the customer of a chat or an email, through the connector.</summary>
    public const string TaskInformation = "tasks.information";

    /// <summary>Have flows told what becomes of tasks.</summary>
    public const string TaskTriggers = "triggers.tasks";

    /// <summary>Have flows told what becomes of scheduler entries.</summary>
    public const string SchedulerEntryTriggers = "triggers.schedulerEntries";

    /// <summary>The tasks of a tenant and how its caps are used.</summary>
    public const string Tasks = "tasks";

    /// <summary>End external and outbound tasks of a service.</summary>
    public const string CancelTasks = "tasks.cancel";

    /// <summary>End tasks of every modality.</summary>
    public const string KillTasks = "tasks.kill";
    /// <summary>The key that a tenant's web pages show.</summary>
    public const string WidgetKey = "interact.widgetKey";

    /// <summary>What configuration entities are made of; each kind has a permission below.</summary>
    public const string Configuration = "configuration";

    /// <summary>The web pages that may open sessions.</summary>
    public const string DomainTemplates = "interact.domainTemplates";

    /// <summary>How users are reached from web pages.</summary>
    public const string InteractUsers = "interact.users";

    /// <summary>How services are reached from web pages.</summary>
    public const string InteractServices = "interact.services";

    /// <summary>Ask whether a visitor's session may begin.</summary>
    public const string InteractSessions = "interact.sessions";

    /// <summary>Address books: their names and units.</summary>
    public const string AddressBooks = "addressBooks";

    /// <summary>Whether flows may read and change the contacts of an address book.</summary>
    public const string AddressBookFlowActions = "addressBooks.flowActions";

    /// <summary>The contacts of address books, through the connector.</summary>
    public const string AddressBookContacts = "addressBooks.contacts";

    /// <summary>The contact search; whoever has the licence Attendant Console needs no role.</summary>
    public const string Contacts = "contacts";

    /// <summary>Which permissions of Graph a user's features lack; everybody sees the own ones.</summary>
    public const string UserPermissions = "users.permissions";

    /// <summary>The tenant's secrets: told of, set and removed; nobody reads their values.</summary>
    public const string Secrets = "secrets";

    /// <summary>The checks of a tenant's settings against what they are about.</summary>
    public const string Checks = "checks";

    /// <summary>Look at the partner's security group.</summary>
    public const string PartnerGroup = "tenants.checks.partnerGroup";
    public const string Health = "health.details";

    /// <summary>How a tenant stands, as operators see it.</summary>
    public const string Operations = "operations";

    /// <summary>The same of all tenants.</summary>
    public const string OperationsOfAll = "operations.all";

    /// <summary>What people did by hand in a tenant.</summary>
    public const string Audit = "audit";

    /// <summary>The same of what belongs to no tenant.</summary>
    public const string AuditOfNone = "audit.none";

    /// <summary>A tenant's messages that were given up, without what they say.</summary>
    public const string DeadLetters = "deadLetters";

    /// <summary>What those messages say: users' and customers' data.</summary>
    public const string DeadLetterContent = "deadLetters.content";

    /// <summary>The messages of all tenants, and those that belong to none.</summary>
    public const string DeadLettersOfAll = "deadLetters.all";
}
