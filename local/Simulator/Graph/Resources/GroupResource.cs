using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>microsoft.graph.group, as far as the simulator knows it; members and owners are relations, not properties.</summary>
internal static class GroupResource
{
    private static readonly string[] Nothing = [];
    private static readonly string[] Unified = ["Unified"];
    private static readonly string[] Team = ["Team"];

    public static readonly PropertyTable<SimulatedGroup> Table = new(
        "group",
        "groups",
        [
            new("displayName", group => group.DisplayName) { Tracks = (uint)GroupProperties.DisplayName, ByDefault = true, Filterable = true },
            new("description", group => group.Description) { Tracks = (uint)GroupProperties.Description, ByDefault = true },
            new("groupTypes", group => group.Unified ? Unified : Nothing) { ByDefault = true, Filterable = true },
            new("mail", group => group.Mail) { Tracks = (uint)GroupProperties.Mail, ByDefault = true, Filterable = true },
            new("mailEnabled", group => group.Unified) { ByDefault = true, Filterable = true },
            new("mailNickname", group => group.MailNickname) { ByDefault = true, Filterable = true },
            new("securityEnabled", group => group.SecurityEnabled) { ByDefault = true, Filterable = true },
            new("visibility", group => group.Visibility) { Tracks = (uint)GroupProperties.Visibility, ByDefault = true },
            new("resourceProvisioningOptions", group => group.IsTeam ? Team : Nothing) { ByDefault = true, Filterable = true },
            new("resourceBehaviorOptions", _ => Nothing) { ByDefault = true },
            new("createdDateTime", group => group.CreatedAt) { ByDefault = true },
            new("renewedDateTime", group => group.CreatedAt) { ByDefault = true },
            new("deletedDateTime", group => group.DeletedAt) { ByDefault = true },
            new("proxyAddresses", group => group.Mail is { } mail ? new[] { "SMTP:" + mail } : Nothing)
            {
                Tracks = (uint)GroupProperties.Mail, ByDefault = true,
            },
            .. new[]
            {
                "classification", "expirationDateTime", "isAssignableToRole", "membershipRule", "membershipRuleProcessingState",
                "onPremisesSyncEnabled", "preferredDataLocation", "preferredLanguage", "theme", "uniqueName",
            }.Select(name => new Property<SimulatedGroup>(name, _ => null) { ByDefault = true }),
        ]);
}
