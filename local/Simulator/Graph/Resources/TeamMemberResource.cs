namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>microsoft.graph.aadUserConversationMember.</summary>
internal static class TeamMemberResource
{
    private static readonly string[] Owner = ["owner"];
    private static readonly string[] NoRole = [];
    private static readonly DateTimeOffset Always = new(1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly PropertyTable<TeamMember> Table = new(
        "aadUserConversationMember",
        "members",
        new("roles", member => member.IsOwner ? Owner : NoRole) { ByDefault = true, Filterable = true },
        new("displayName", member => member.User.DisplayName) { ByDefault = true, Filterable = true },
        new("visibleHistoryStartDateTime", _ => Always) { ByDefault = true },
        new("userId", member => member.User.Id.ToString()) { ByDefault = true, Filterable = true },
        new("email", member => member.User.Mail) { ByDefault = true, Filterable = true });
}
