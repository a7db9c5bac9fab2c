using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using static NimbusFunctions.Tests.Access.Matrix.Mapping;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>What the rows of the portal and of its configuration are here.</summary>
internal static class PortalMapping
{
    private const string Users = "Not here yet: Users.";
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
        ["Settings > General > Organization Unit"] = To("services.organizationUnitId"),
        ["Settings > Modalities > Audio Video checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Instant Messaging checkbox"] = To("services.modalities"),
        ["Settings > Modalities > External Task checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Email checkbox"] = To("services.modalities"),
        ["Settings > Modalities > Audio Video - Inbound Conversations toggle"] = To("services.modalities"),
        ["Settings > Modalities > Audio Video - Outbound Conversations toggle"] = To("services.modalities"),
        ["Settings > Distribution > User Assignment Type"] = new NotHere("It is fixed when a service is made."),
        ["Settings > Distribution > Users Immediately Active"] = To("services.usersImmediatelyActive"),
        ["Settings > Distribution > Conversation Distribution - Available"] = new NotHere("It is fixed: such users get tasks."),
        ["Settings > Distribution > Conversation Distribution - Dnd"] = new NotHere("It is fixed: such users get none."),
        ["Settings > Distribution > Conversation Distribution - Offline"] = new NotHere("It is fixed: such users get none."),
        ["Settings > Distribution > Conversation Distribution - Busy"] = To("services.busy"),
        ["Settings > Distribution > Conversation Distribution - Away"] = To("services.away"),
        ["Settings > Distribution > Task Priority"] = To("services.defaultPriority"),
        ["Settings > Agents > Service Agents List"] = ReadOf(Permissions.Services),
        ["Settings > Agents > Service Owners List"] = ReadOf(Permissions.Services),
        ["Settings > Users > Default Team Owner Role"] = new NotHere("It is fixed when a service is made, by the tenant's default."),
        ["Settings > Users > Team member can change active state"] = To("services.memberMayToggleActive"),
        ["Settings > Users > Users - list"] = ReadOf(Permissions.Services),
        ["Settings > Users > Users - Role - Member"] = ReadOf(Permissions.Services),
        ["Settings > Users > Users - Role - Owner / Limited Team Owner"] = ReadOf(Permissions.Services),
        ["Settings > Users > Active toggle"] = To(Permissions.ActiveMembers),
        ["Settings > *"] = new NotHere(Users),
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
