using NimbusFunctions.Access;
using static NimbusFunctions.Tests.Access.Matrix.Mapping;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>What the rows of the administration are here; a key that ends in a star stands for all that begin so and are not named.</summary>
internal static class AdminMapping
{
    private const string Group = "Not here yet: the checks of the tenant's settings.";
    private const string Secret = "Not here yet: the secrets of the tenant's settings.";
    private const string Users = "Not here yet: Users.";
    private const string Console = "Not here yet: Console.";
    private const string Engine = "Shown by another system: the traces and histories of the engine.";

    public static IReadOnlyDictionary<string, Mapping> Rows { get; } = new Dictionary<string, Mapping>
    {
        ["Overview > *"] = new NotHere(Console),
        ["Tenant > General > CRM Id"] = To("settings.general.crmId"),
        ["Tenant > General > Partner Administration Security Group"] = To("settings.general.partnerAdministrationSecurityGroup"),
        ["Tenant > General > Partner Administration Security Group Information"] = new NotHere(Group),
        ["Tenant > General > Tenant & Billing Information > Name"] = To("settings.general.name"),
        ["Tenant > General > Tenant & Billing Information > O365 Domain"] = To("settings.general.o365Domain"),
        ["Tenant > General > Tenant & Billing Information > O365 Name"] = new NotHere("Shown by another system: the directory."),
        ["Tenant > General > Tenant & Billing Information > Tentant Id"] = new NotHere("It stands in the address of every call."),
        ["Tenant > General > Tenant & Billing Information > Tenant Administration Security Group"] = To("settings.general.tenantAdministrationSecurityGroup"),
        ["Tenant > General > Tenant & Billing Information > Tenant Administration Security Group Information"] = new NotHere(Group),
        ["Tenant > General > Tenant & Billing Information > Partner"] = To("settings.partner.partner"),
        ["Tenant > General > Tenant & Billing Information > Billing Address"] = To("settings.general.billingAddress"),
        ["Tenant > Contact > Technical Contact Information > Name"] = To("settings.contact.name"),
        ["Tenant > Contact > Technical Contact Information > Email"] = To("settings.contact.email"),
        ["Tenant > Contact > Technical Contact Information > Phone Number"] = To("settings.contact.phoneNumber"),
        ["Tenant > Contact > Technical Contact Information > SIP Address"] = To("settings.contact.sipAddress"),
        ["Tenant > Data Privacy > Data Privacy Settings > User Identifiers"] = To("settings.dataPrivacy.partnerSeesUsers"),
        ["Tenant > Data Privacy > Data Privacy Settings > Customer Identifiers"] = To("settings.dataPrivacy.partnerSeesCustomers"),
        ["Tenant > Data Privacy > Data Privacy Settings > Persist User States in Reporting"] = To("settings.presence.persistUserStates"),
        ["Tenant > Data Privacy > Data Privacy Settings > Show user Time in State"] = To("settings.presence.showTimeInState"),
        ["Tenant > Provisioning > Provisioning Defaults > Default OU for MS Teams creation"] = To("settings.provisioning.defaultOrganizationUnitId"),
        ["Tenant > Provisioning > Provisioning Defaults > Allow service provisioning via MS Teams"] = To("settings.provisioning.allowServiceProvisioning"),
        ["Tenant > Provisioning > Provisioning Defaults > Default Team Owner Role"] = To("settings.provisioning.defaultTeamOwnerRole"),
        ["Tenant > Extensions > Outbound > Max Scheduled Outbound Tasks per Service"] = To("settings.limits.outbound"),
        ["Tenant > Extensions > Interact > Interact enabled"] = To("settings.interact.enabled"),
        ["Tenant > Extensions > Interact > ACS connection string"] = new NotHere(Secret),
        ["Tenant > Extensions > Interact > O365 UserId"] = To("settings.interact.o365UserId"),
        ["Tenant > Extensions > Interact > Widget Key"] = To(Permissions.WidgetKey),
        ["Tenant > Extensions > Interact > Session Recovery Timeout in Seconds"] = To("settings.interact.sessionRecoverySeconds"),
        ["Tenant > Extensions > Interact > Authorization"] = To("settings.interact.authorization"),
        ["Tenant > Extensions > Assistant > Use Own ACS Instance"] = To("settings.assistant.ownAcs"),
        ["Tenant > Extensions > Attendant Console > Global Contact Search MS Graph Filter"] = To("settings.attendantConsole.graphFilter"),
        ["Tenant > Extensions > Attendant Console > Team Visibility"] = To("settings.attendantConsole.teamVisibility"),
        ["Tenant > Extensions > Presence Tracking > Track Presence over Guest Accounts"] = new NotHere("Presence is read by an application permission, not by guest accounts."),
        ["Tenant > Extensions > Presence Tracking > Grant Permission"] = new Same(Letters.Execute, Permissions.Presence),
        ["Tenant > Extensions > Presence Tracking > Primary Account"] = To("settings.instantMessaging.primaryAccount"),
        ["Tenant > Extensions > Presence Tracking > Test UPN (primary)"] = To("settings.instantMessaging.testUpn", "settings.presence.testUpn"),
        ["Tenant > Extensions > Presence Tracking > Secondary Account"] = To("settings.instantMessaging.secondaryAccount"),
        ["Tenant > Extensions > Presence Tracking > Test UPN (secondary)"] = To("settings.instantMessaging.testUpn"),
        ["Tenant > Modalities > Instant Messaging > Use Own ACS Instance"] = To("settings.instantMessaging.ownAcs"),
        ["Tenant > Modalities > Instant Messaging > ACS Connection String"] = new NotHere(Secret),
        ["Tenant > Modalities > Instant Messaging > ACS resource ID"] = To("settings.instantMessaging.acsResourceId"),
        ["Tenant > Modalities > External Tasks > Max concurrent External Tasks per Service"] = To("settings.limits.externalTask"),
        ["Tenant > Licenses > Tenant State > Licensing Status"] = To(Permissions.TenantState),
        ["Tenant > Licenses > Service > License assignment"] = To("settings.licences.advancedRouting", "settings.licences.enterpriseRouting", "settings.licences.contactCenter"),
        ["Tenant > Licenses > User > License assignment"] = To(
            "settings.licences.userContactCenter", "settings.licences.userAttendantConsole", "settings.licences.userInteract", "settings.licences.userAssistant"),

        ["Services > Overview > Services > Manage Services"] = To(Permissions.Services),
        ["Services > Overview > Tasks > Task List"] = new Together((Permissions.Tasks, Letters.Read), (Permissions.KillTasks, Letters.Delete)),
        ["Services > Overview > Tasks > Download Traces"] = new NotHere(Engine),
        ["Services > Overview > Tasks > Copy Trace Link"] = new NotHere(Engine),
        ["Services > Overview > Provisioning Script > Download Powershell Script"] = new Pressed(Permissions.Services, Letters.Delete),
        ["Services > Settings > General > Name"] = To("services.displayName"),
        ["Services > Settings > General > Display Name"] = To("services.displayName"),
        ["Services > Settings > General > UPN"] = To("services.upn"),
        ["Services > Settings > General > Organization Unit"] = To("services.organizationUnitId"),
        ["Services > Settings > General > Service - Licenses"] = To(Permissions.ServiceLicence),
        ["Services > Settings > Modalities > Inbound Conversations"] = To("services.modalities"),
        ["Services > Settings > Modalities > Outbound Conversations"] = To("services.modalities"),
        ["Services > Settings > Modalities > Instant Messaging"] = To("services.modalities"),
        ["Services > Settings > Modalities > External Tasks"] = To("services.modalities"),
        ["Services > Settings > Distribution > New Users Immediatly Active"] = To("services.usersImmediatelyActive"),
        ["Services > Settings > Distribution > Conversation Distribution"] = To("services.busy", "services.away"),
        ["Services > Settings > Distribution > Task Priority"] = To("services.defaultPriority"),
        ["Services > Settings > Users (MS Teams Based Services) > Team member can change active state"] = To("services.memberMayToggleActive"),
        ["Services > Settings > Users (MS Teams Based Services) > Active Toggle"] = To(Permissions.ActiveMembers),
        ["Services > Settings > *"] = new NotHere(Users),
        ["Services > Interact > Interact Features > Integration Template"] = ReadOf(Permissions.InteractServices),
        ["Services > Interact > *"] = To(Permissions.InteractServices),

        ["Users > Overview > Users"] = To(Permissions.Users),
        ["Users > Settings > General > Display Name"] = ReadOf(Permissions.Users),
        ["Users > Settings > General > Organization Unit"] = To(Permissions.UserUnit),
        ["Users > Settings > General > First/Last Name"] = ReadOf(Permissions.Users),
        ["Users > Settings > General > UPN"] = ReadOf(Permissions.Users),
        ["Users > Settings > General > O365 ID"] = ReadOf(Permissions.Users),
        ["Users > Settings > General > License Change"] = To(Permissions.UserLicences),
        ["Users > Settings > Services > Membership"] = ReadOf(Permissions.Users),
        ["Users > Settings > Roles > Roles List"] = To(Permissions.UserRoles),
        ["Users > Settings > Roles > Role Assignment"] = To(Permissions.RoleAssignment),
        ["Users > Settings > Interact > Integration Template"] = ReadOf(Permissions.InteractUsers),
        ["Users > Settings > Interact > *"] = To(Permissions.InteractUsers),
        ["Users > Settings > *"] = new NotHere(Users),

        ["Configuration > Organization Units > Organization Units"] = To(Permissions.OrganizationUnits),
        ["Configuration > Domain Templates (CORS) > Domain Templates (CORS)"] = To(Permissions.DomainTemplates),
        ["Configuration > Address Books > Name"] = To(Permissions.AddressBooks),
        ["Configuration > Address Books > Automation Flow Actions"] = To(Permissions.AddressBookFlowActions),
        ["Configuration > *"] = new NotHere(Users),

        ["Operations > Service > Tasks (Live Task View)"] = ReadOf(Permissions.Tasks),
        ["Operations > Service > Kill Tasks"] = new Pressed(Permissions.KillTasks, Letters.Delete),
        ["Operations > *"] = new NotHere(Engine),
    };
}
