namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Which application permissions open which part of Graph; one of a list is enough.</summary>
internal static class GraphPermissions
{
    public static readonly string[] Users = ["User.Read.All", "Directory.Read.All"];

    /// <summary>Lists of users are open to the delegated User.ReadBasic.All too, which shows names alone.</summary>
    public const string Basic = "User.ReadBasic.All";
    public static readonly string[] UserLists = [.. Users, Basic];
    public static readonly string[] Contacts = ["Contacts.Read"];
    public static readonly string[] Grants = ["DelegatedPermissionGrant.Read.All", "Directory.Read.All"];
    public static readonly string[] Groups = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

    /// <summary>GroupMember.Read.All is not enough for deleted groups.</summary>
    public static readonly string[] DeletedGroups = ["Group.Read.All", "Directory.Read.All"];
    public static readonly string[] Teams = ["Team.ReadBasic.All", "Group.Read.All", "Directory.Read.All"];
    public static readonly string[] TeamMembers = ["TeamMember.Read.All"];
    public static readonly string[] Presence = ["Presence.Read.All"];
    public static readonly string[] ServicePrincipals = ["Application.Read.All", "Directory.Read.All"];

    public static bool Allows(this IReadOnlySet<string> granted, IReadOnlyList<string> needed)
    {
        foreach (var role in needed)
        {
            if (granted.Contains(role)) return true;
        }

        return false;
    }
}
