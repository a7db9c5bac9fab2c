using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using static NimbusFunctions.Tests.Access.Matrix.Mapping;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>What the rows of the portal and of its configuration are here.</summary>
internal static class PortalMapping
{
    private const string OfUser = "Skills and profiles are set of the user, not of a service.";
    private const string Dashboards = "Shown by another system: the portal, which keeps dashboards and their widgets.";
    private const string Engine = "Shown by another system: calls, reporting and history of the engine.";

    public static IReadOnlyDictionary<string, Mapping> Rows { get; } = new Dictionary<string, Mapping>
    {
        ["Services Overview > Services Overview"] = ReadOf(Permissions.Services),
        ["Services Overview > Users - Own Active Toggle"] = To(Permissions.OwnActive),
        ["Services Overview > Users - Active Toggle"] = To(Permissions.ActiveMembers),
        ["Services Overview > Users - Presence icon"] = To(Permissions.UserPresence),
        ["Services Overview > *"] = new NotHere(Engine),
        ["Dashboard > Users List"] = ReadOf(Permissions.Services),
        ["Dashboard > Users - Own Active Toggle"] = To(Permissions.OwnActive),
        ["Dashboard > Users - Active Toggle"] = To(Permissions.ActiveMembers),
        ["Dashboard > *"] = new NotHere(Engine),
        ["Reporting > *"] = new NotHere(Engine),
        ["Historical Sessions > *"] = new NotHere(Engine),
        ["Settings > General > Name"] = To("services.displayName"),
        ["Settings > General > Service Display Name"] = To("services.displayName"),
        ["Settings > General > Service UPN"] = To("services.upn"),
        ["Settings > General > Application ID"] = To("services.applicationId"),
        ["Settings > General > Organization Unit"] = To("services.organizationUnitId"),
        ["Settings > General > PSTN Active"] = To("services.pstnActive"),
        ["Settings > General > PSTN E.164 Number"] = To("services.e164Number"),
        ["Settings > General > Primary Opening Hours"] = To("services.primaryOpeningHoursId"),
        ["Settings > General > Secondary Opening Hours"] = To("services.secondaryOpeningHoursId"),
        ["Settings > General > SLA Hangup"] = To("services.slaHangupSeconds"),
        ["Settings > General > SLA Acceptance"] = To("services.slaAcceptanceSeconds"),
        ["Settings > General > Short Abandons Threshold in Seconds"] = To("services.shortAbandonsSeconds"),
        ["Settings > General > Show on Historical Session Page"] = To("services.showOnHistoricalSessions"),
        ["Settings > General > Hide User Statistics from Reporting"] = To("services.hideUserStatistics"),
        ["Settings > General > Show on Historical Sessions Page"] = To("services.showOnHistoricalSessions"),
        ["Settings > Modalities > Audio Video checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Instant Messaging checkbox"] = To("services.modalities"),
        ["Settings > Modalities > External Task checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Email checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Audio Video - Inbound Conversations toggle"] = To("services.modalities"),
        ["Settings > Modalities > Audio Video - Outbound Conversations toggle"] = To("services.modalities"),
        ["Settings > Modalities > Audio Video - Audio Video Workflow dropdown"] = To("services.audioVideoWorkflowId"),
        ["Settings > Modalities > Audio Video - Voice Message Channel"] = To("services.voiceMessageChannel"),
        ["Settings > Modalities > Instant Messaging - Instant Messaging Workflow dropdown"] = To("services.instantMessagingWorkflowId"),
        ["Settings > Modalities > External Task - External Task Workflow dropdown"] = To("services.externalTaskWorkflowId"),
        ["Settings > Modalities > Email - Email Workflow dropdown"] = To("services.emailWorkflowId"),
        ["Settings > Modalities > Email - Mailbox dropdown"] = To("services.mailbox"),
        ["Settings > Distribution > User Assignment Type"] = To("services.assignmentType"),
        ["Settings > Distribution > Distribution Policy"] = To("services.distributionPolicyId"),
        ["Settings > Distribution > Users Immediately Active"] = To("services.usersImmediatelyActive"),
        ["Settings > Distribution > Conversation Distribution - Available"] = To("services.available"),
        ["Settings > Distribution > Conversation Distribution - Dnd"] = To("services.doNotDisturb"),
        ["Settings > Distribution > Conversation Distribution - Offline"] = To("services.offline"),
        ["Settings > Distribution > Conversation Distribution - Busy"] = To("services.busy"),
        ["Settings > Distribution > Conversation Distribution - Away"] = To("services.away"),
        ["Settings > Distribution > Task Priority"] = To("services.defaultPriority"),
        ["Settings > Distribution > ACW"] = To("services.acwSeconds"),
        ["Settings > Distribution > Auto Redirect in Emergency Case"] = To("services.emergencyRedirect"),
        ["Settings > Distribution > Redirect Destination"] = To("services.emergencyDestination"),
        ["Settings > Distribution > RONA"] = To("services.ronaSeconds"),
        ["Settings > Extensions > Codes - Primary Codes"] = To("services.primaryCodeIds"),
        ["Settings > Extensions > Codes - Secondary Codes"] = To("services.secondaryCodeIds"),
        ["Settings > Extensions > Assistant - Assistant Conversation Context"] = To("services.assistantContextId"),
        ["Settings > Extensions > Assistant - Service Call Templates"] = To("services.serviceCallTemplateIds"),
        ["Settings > Extensions > My Sessions - Conversation Context"] = To("services.conversationContextId"),
        ["Settings > Extensions > My Sessions - Store Conversation Context Data toggle"] = To("services.storeContextData"),
        ["Settings > Extensions > My Sessions - Widgets - Codes & Tags toggle"] = To("services.widgetCodesAndTags"),
        ["Settings > Extensions > My Sessions - Widgets - Contacts toggle"] = To("services.widgetContacts"),
        ["Settings > Extensions > My Sessions - Widgets - Embedded Context toggle"] = To("services.widgetEmbeddedContext"),
        ["Settings > Extensions > My Sessions - Widgets - Embedded Context dropdown"] = To("services.embeddedContextId"),
        ["Settings > Extensions > My Sessions - Widgets - Live Caption toggle"] = To("services.widgetLiveCaption"),
        ["Settings > Extensions > My Sessions - Widgets - Transcript toggle"] = To("services.widgetTranscript"),
        ["Settings > Extensions > My Sessions - Widgets - Session Details toggle"] = To("services.widgetSessionDetails"),
        ["Settings > Extensions > My Sessions - Widgets - Map toggle"] = To("services.widgetMap"),
        ["Settings > Extensions > My Sessions - Widgets - Session Parameters"] = To("services.sessionParameterIds"),
        ["Settings > Agents > Service Agents List"] = ReadOf(ServicePermissions.Agents),
        ["Settings > Agents > Service Owners List"] = ReadOf(ServicePermissions.Owners),
        // Skills and profiles are the user's own, whatever service they are for.
        ["Settings > Agents > Service Agents Levels and Profiles"] = new NotHere(OfUser),
        ["Settings > Agents > Service Owners Levels and Profiles"] = new NotHere(OfUser),
        ["Settings > Users > Default Team Owner Role"] = To("services.ownerRole"),
        ["Settings > Users > Team member can change active state"] = To("services.memberMayToggleActive"),
        ["Settings > Users > Users - list"] = ReadOf(Permissions.Services),
        ["Settings > Users > Users - Role - Member"] = ReadOf(Permissions.Services),
        ["Settings > Users > Users - Role - Owner / Limited Team Owner"] = ReadOf(Permissions.Services),
        ["Settings > Users > Active toggle"] = To(Permissions.ActiveMembers),
    };

    /// <summary>The configuration of the portal.</summary>
    public static IReadOnlyDictionary<string, Mapping> ConfigurationRows { get; } = new Dictionary<string, Mapping>
    {
        ["Workflows > Workflows > Workflow grid"] = To(ConfigurationKinds.Workflows.Permission),
        ["Workflows > Workflows > Name"] = Fields(ConfigurationKinds.Workflows),
        ["Workflows > Workflows > Organization Unit"] = UnitOf(ConfigurationKinds.Workflows),
        ["Workflows > *"] = new NotHere("Held by another system: the engine that runs workflows."),
        ["Codes > Primary Codes > Primary Codes grid"] = To(ConfigurationKinds.PrimaryCodes.Permission),
        ["Codes > Primary Codes > Organization Unit"] = UnitOf(ConfigurationKinds.PrimaryCodes),
        ["Codes > Primary Codes > *"] = Fields(ConfigurationKinds.PrimaryCodes),
        ["Codes > Secondary Codes > Secondary Codes grid"] = To(ConfigurationKinds.SecondaryCodes.Permission),
        ["Codes > Secondary Codes > Organization Unit"] = UnitOf(ConfigurationKinds.SecondaryCodes),
        ["Codes > Secondary Codes > *"] = Fields(ConfigurationKinds.SecondaryCodes),
        ["Service > Conversation Context > Conversation Context grid"] = To(ConfigurationKinds.ConversationContexts.Permission),
        ["Service > Conversation Context > Organization Unit"] = UnitOf(ConfigurationKinds.ConversationContexts),
        ["Service > Conversation Context > *"] = Fields(ConfigurationKinds.ConversationContexts),
        ["Service > Parameters > Parameters grid"] = To(ConfigurationKinds.Parameters.Permission),
        ["Service > Parameters > Organization Unit"] = UnitOf(ConfigurationKinds.Parameters),
        ["Service > Parameters > ID"] = To(ConfigurationKind.FieldOf(ConfigurationKinds.Parameters.Permission, "key")),
        ["Service > Parameters > *"] = Fields(ConfigurationKinds.Parameters),
        ["Opening Hours > Opening Hours grid"] = To(ConfigurationKinds.OpeningHours.Permission),
        ["Opening Hours > Organization Unit"] = UnitOf(ConfigurationKinds.OpeningHours),
        ["Opening Hours > Default"] = Fields(ConfigurationKinds.OpeningHours),
    };

    /// <summary>Of the portal's dashboards; the only rows that give whoever has the licence Contact Center letters of his own.</summary>
    public static IReadOnlyDictionary<string, Mapping> DashboardRows { get; } = new Dictionary<string, Mapping>
    {
        ["Dashboards > *"] = new NotHere(Dashboards),
        ["Dashboard Widgets > *"] = new NotHere(Dashboards),
    };

    private static Same Fields(ConfigurationKind kind) => new Same(Letters.Read | Letters.Update, kind.Permission);

    private static Mapping UnitOf(ConfigurationKind kind) => To(ConfigurationKind.FieldOf(kind.Permission, ConfigurationKind.Unit));
}
