namespace NimbusFunctions.Tenants.Checks;

/// <summary>A permission of Microsoft Graph.</summary>
/// <param name="Name">As Graph names it.</param>
/// <param name="Id">The id of the application role; empty of a delegated one.</param>
/// <param name="Serves">What does not work without it.</param>
internal sealed record AppPermission(string Name, Guid Id, string Serves)
{
    /// <summary>What the app registration names: each customer grants all of them, once, to the app itself. All read only.</summary>
    public static IReadOnlyList<AppPermission> All { get; } =
    [
        new("User.Read.All", new("df021288-bdef-4463-88db-98f22de89214"), "The user list and its sync; looking users up; the advanced contact search and its filter."),
        new("GroupMember.Read.All", new("98830695-27a2-44f7-8c18-0c3ebc9698f6"), "Owners and members of teams, and of the groups that administer: who has access, and with which role."),
        new("Group.Read.All", new("5b567255-7703-4780-807c-7be8301ae99b"), "Telling a team that was deleted and can be restored from one that is gone."),
        new("TeamMember.Read.All", new("660b7406-55f1-41ca-a0ed-0b035e182f3e"), "The members of a team as Teams itself lists them."),
        new("Presence.Read.All", new("a70e0c2d-e793-494c-94c4-118fa0a67f42"), "Extended presence: telling a call from a meeting; any presence at all in privacy mode."),
        new("Application.Read.All", new("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"), "This check: seeing which permissions are granted."),
    ];

    /// <summary>What users grant to Attendant Console, or an administrator for all of them; whether they did is not seen from here.</summary>
    public static IReadOnlyList<AppPermission> Delegated { get; } =
    [
        new("User.Read, User.ReadBasic.All", Guid.Empty, "Basic search of users by name."),
        new("User.Read.All", Guid.Empty, "Advanced search by city, department, job title."),
        new("Contacts.Read, Contacts.Read.Shared", Guid.Empty, "Search in the user's Exchange contacts."),
        new("Calendars.Read, Calendars.Read.Shared", Guid.Empty, "The calendar of a contact."),
        new("Presence.Read.All", Guid.Empty, "The presence icon beside a user."),
    ];
}
