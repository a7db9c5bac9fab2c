using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>microsoft.graph.user, as far as the simulator knows it.</summary>
internal static class UserResource
{
    private static readonly string[] Nothing = [];

    public static readonly PropertyTable<SimulatedUser> Table = new(
        "user",
        "users",
        [
            new("businessPhones", _ => Nothing) { ByDefault = true },
            Text("displayName", UserProperties.DisplayName, user => user.DisplayName, byDefault: true),
            Text("givenName", UserProperties.GivenName, user => user.GivenName, byDefault: true),
            Text("jobTitle", UserProperties.JobTitle, user => user.JobTitle, byDefault: true),
            new("mail", user => user.Mail) { Tracks = (uint)UserProperties.Mail, ByDefault = true, Filterable = true, EndsWith = true },
            Text("mobilePhone", UserProperties.MobilePhone, user => user.MobilePhone, byDefault: true),
            Text("officeLocation", UserProperties.OfficeLocation, user => user.OfficeLocation, byDefault: true),
            Text("preferredLanguage", UserProperties.PreferredLanguage, user => user.PreferredLanguage, byDefault: true),
            Text("surname", UserProperties.Surname, user => user.Surname, byDefault: true),
            new("userPrincipalName", user => user.UserPrincipalName)
            {
                Tracks = (uint)UserProperties.UserPrincipalName, ByDefault = true, Filterable = true, EndsWith = true,
            },
            Text("department", UserProperties.Department, user => user.Department, byDefault: false),
            new("accountEnabled", user => user.AccountEnabled) { Tracks = (uint)UserProperties.AccountEnabled, Filterable = true },
            new("mailNickname", user => Local(user.UserPrincipalName)) { Tracks = (uint)UserProperties.UserPrincipalName },
            new("userType", _ => "Member") { Filterable = true },
            new("createdDateTime", user => user.CreatedAt),
            new("deletedDateTime", user => user.DeletedAt),
            new("proxyAddresses", user => user.Mail is { } mail ? new[] { "SMTP:" + mail } : Nothing) { Tracks = (uint)UserProperties.Mail },
            new("otherMails", _ => Nothing),
            new("usageLocation", _ => "CH"),
            // An office has a city, and a city a country: those who make users name no more.
            Text("city", UserProperties.OfficeLocation, user => user.OfficeLocation, byDefault: false),
            Text("country", UserProperties.OfficeLocation, user => CountryOf(user.OfficeLocation), byDefault: false),
            Text("state", UserProperties.OfficeLocation, user => user.OfficeLocation is { Length: > 1 } place ? place[..2].ToUpperInvariant() : null, byDefault: false),
            .. new[]
            {
                "ageGroup", "companyName", "employeeId", "employeeType", "faxNumber", "onPremisesDomainName",
                "onPremisesImmutableId", "onPremisesSamAccountName", "onPremisesSyncEnabled", "onPremisesUserPrincipalName",
                "postalCode", "preferredDataLocation", "streetAddress", "externalUserState",
            }.Select(name => new Property<SimulatedUser>(name, _ => null)),
        ]);

    private static Property<SimulatedUser> Text(string name, UserProperties tracks, Func<SimulatedUser, object?> read, bool byDefault) =>
        new(name, read) { Tracks = (uint)tracks, ByDefault = byDefault, Filterable = true };

    private static string? CountryOf(string? place) => place switch
    {
        null => null,
        "Vienna" => "Austria",
        "Munich" or "Berlin" or "Hamburg" => "Germany",
        "Milan" => "Italy",
        "Lyon" => "France",
        _ => "Switzerland",
    };

    private static string Local(string name) => name[..Math.Max(0, name.IndexOf('@', StringComparison.Ordinal))];
}
