using System.Text.Json.Serialization;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Users.Deletion;

namespace NimbusFunctions.Directory.Users;

/// <summary>A user as the list shows it.</summary>
/// <param name="Id">The directory object id.</param>
/// <param name="Source"><c>Synced</c> or <c>Manual</c>.</param>
/// <param name="AttendantConsole">Whether the user may open Attendant Console.</param>
/// <param name="Licences">All licences of the user, by name.</param>
/// <param name="BotRegistered">Whether the user has registered with the bot that hands out chats.</param>
/// <param name="ActiveProfile">The active responsibility profile, or null.</param>
/// <param name="Services">How many services the user is part of.</param>
/// <param name="Held">The plan that would remove the user, had the guard not held it; null: none.</param>
/// <param name="Memberships">The services tab; only where a single user is asked for.</param>
/// <param name="Deletion">Whether the user can be deleted by hand, and what is in the way; only where a single user is asked for.</param>
internal sealed record UserAnswer(
    string Id,
    string DisplayName,
    string? GivenName,
    string? Surname,
    string UserPrincipalName,
    string? Department,
    string? Mail,
    string OrganizationUnitId,
    string Source,
    bool AttendantConsole,
    IReadOnlyList<string> Licences,
    bool BotRegistered,
    string? ActiveProfile,
    int Services,
    HeldMark? Held,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ServiceOfUser>? Memberships = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeletionAnswer? Deletion = null)
{
    public static UserAnswer Of(StoredUser stored, HeldMark? held, IReadOnlyList<ServiceOfUser>? memberships = null) =>
        Of(ListedUser.Of(stored, text => text), held, memberships);

    public static UserAnswer Of(ListedUser user, HeldMark? held, IReadOnlyList<ServiceOfUser>? memberships = null) => new(
        user.Id,
        user.Details.DisplayName,
        NullIfEmpty(user.Details.GivenName),
        NullIfEmpty(user.Details.Surname),
        user.Details.UserPrincipalName,
        NullIfEmpty(user.Details.Department),
        NullIfEmpty(user.Details.Mail),
        user.OrganizationUnitId,
        user.Source.ToString(),
        user.Licences.HasFlag(UserLicences.AttendantConsole),
        user.LicenceNames,
        user.BotRegistered,
        user.ActiveProfile,
        user.Services.Length,
        held,
        memberships);

    /// <summary>As somebody sees it who may not see who the user is.</summary>
    public UserAnswer Masked(Masks masks) => this with
    {
        DisplayName = masks.User(DisplayName),
        GivenName = GivenName is null ? null : masks.User(GivenName),
        Surname = Surname is null ? null : masks.User(Surname),
        UserPrincipalName = masks.User(UserPrincipalName),
        Mail = Mail is null ? null : masks.User(Mail),
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <summary>That a held plan would take a user's access, or a part of it.</summary>
/// <param name="Plan">The plan's hash.</param>
/// <param name="Cause">Why.</param>
/// <param name="ServiceId">The service that the user would leave; null: the user as a whole.</param>
internal sealed record HeldMark(string Plan, string Cause, string? ServiceId);

/// <summary>A row of the services tab.</summary>
/// <param name="Users">How many users the service has.</param>
/// <param name="AssignmentType">How the user came to it.</param>
internal sealed record ServiceOfUser(string ServiceId, string ServiceName, int Users, string AssignmentType, string Role);
