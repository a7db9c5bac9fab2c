namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Application permissions of Microsoft Graph, by name, with their published role ids.</summary>
internal static class AppRoles
{
    /// <summary>What the app registration asks for, and a tenant's consent grants.</summary>
    public static readonly string[] Registered =
    [
        "User.Read.All", "GroupMember.Read.All", "Group.Read.All", "TeamMember.Read.All", "Presence.Read.All", "Application.Read.All",
    ];

    /// <summary>Every permission that can be granted here.</summary>
    public static readonly IReadOnlyDictionary<string, Guid> Ids = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase)
    {
        ["User.Read.All"] = new("df021288-bdef-4463-88db-98f22de89214"),
        ["GroupMember.Read.All"] = new("98830695-27a2-44f7-8c18-0c3ebc9698f6"),
        ["Group.Read.All"] = new("5b567255-7703-4780-807c-7be8301ae99b"),
        ["TeamMember.Read.All"] = new("660b7406-55f1-41ca-a0ed-0b035e182f3e"),
        ["Presence.Read.All"] = new("a70e0c2d-e793-494c-94c4-118fa0a67f42"),
        ["Application.Read.All"] = new("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
        ["Directory.Read.All"] = new("7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
        ["DelegatedPermissionGrant.Read.All"] = new("81b4724a-58aa-41c1-8a55-84ef97466587"),
        ["Team.ReadBasic.All"] = new("2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e"),
    };

    /// <summary>The permission's proper spelling; null when there is none of this name.</summary>
    public static string? Find(string name) => Ids.Keys.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
