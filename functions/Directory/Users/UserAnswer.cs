using System.Text.Json.Serialization;

namespace NimbusFunctions.Directory.Users;

/// <summary>A user as the list shows it.</summary>
/// <param name="Id">The directory object id.</param>
/// <param name="Source"><c>Synced</c> or <c>Manual</c>.</param>
/// <param name="AttendantConsole">Whether the user may open Attendant Console.</param>
/// <param name="ActiveProfile">The active responsibility profile, or null.</param>
/// <param name="Services">How many services the user is part of.</param>
/// <param name="Memberships">The services tab; only where a single user is asked for.</param>
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
    string? ActiveProfile,
    int Services,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ServiceOfUser>? Memberships = null)
{
    public static UserAnswer Of(NimbusUser user, IReadOnlyList<ServiceOfUser>? memberships = null) => new(
        user.Id,
        user.Details.DisplayName,
        NullIfEmpty(user.Details.GivenName),
        NullIfEmpty(user.Details.Surname),
        user.Details.UserPrincipalName,
        NullIfEmpty(user.Details.Department),
        NullIfEmpty(user.Details.Mail),
        user.OrganizationUnitId,
        user.Source.ToString(),
        false,
        null,
        user.Services.Count(),
        memberships);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <summary>A row of the services tab.</summary>
/// <param name="Users">How many users the service has.</param>
/// <param name="AssignmentType">How the user came to it.</param>
internal sealed record ServiceOfUser(string ServiceId, string ServiceName, int Users, string AssignmentType, string Role);
