using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.ContactSearch;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.ContactSearch.SearchScene;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>Which permissions a user's features lack.</summary>
public sealed class UserPermissionsTests
{
    [Fact]
    public void Features_AreThoseOfTheProduct() => Assert.Equal(
        [
            "BasicSearch: User.Read, User.ReadBasic.All (required)",
            "ExchangeContactsSearch: Contacts.Read, Contacts.Read.Shared (required)",
            "CalendarView: Calendars.Read, Calendars.Read.Shared (required)",
            "Presence: Presence.Read.All",
            "AdvancedSearch: User.Read.All (administrators)",
            "BotRegistration: ",
        ],
        UserFeature.All.Select(feature =>
            $"{feature.Name}: {string.Join(", ", feature.Permissions)}{(feature.IsRequired ? " (required)" : "")}{(feature.OfAdministrators ? " (administrators)" : "")}"));

    [Fact]
    public async Task Own_AreKnownByTheTokenAndLeadToConsent()
    {
        await using var scene = await StartAsync();
        var user = (await scene.DirectoryAsync())[0]!;
        using var oneself = await scene.UserAsync(user, UserLicences.None);
        await scene.ScopeAsync("Calendars.Read.Shared", granted: false);
        await scene.ScopeAsync("User.Read.All", granted: false);

        var answer = await ReadAsync(scene, oneself, Text(user, "id"));

        Assert.Equal("UserToken", Text(answer, "source"));
        Assert.Equal(
            ["BasicSearch Granted", "ExchangeContactsSearch Granted", "CalendarView Missing", "Presence Granted", "AdvancedSearch Missing", "BotRegistration Missing"], States(answer));
        var calendar = answer["features"]![2]!;
        Assert.Equal(["Granted", "Missing"], calendar["permissions"]!.AsArray().Select(permission => Text(permission!, "state")));
        Assert.Contains($"/{scene.TenantId}/oauth2/v2.0/authorize?client_id=", Text(calendar, "consentUrl"), StringComparison.Ordinal);
        Assert.Contains($"/{scene.TenantId}/v2.0/adminconsent?client_id=", Text(calendar, "adminConsentUrl"), StringComparison.Ordinal);
        Assert.Null(answer["features"]![4]!["consentUrl"]);

        foreach (var scope in new[] { "User.Read", "User.ReadBasic.All", "Contacts.Read", "Contacts.Read.Shared", "Calendars.Read", "Presence.Read.All" })
            await scene.ScopeAsync(scope, granted: false);
        Assert.All(States(await ReadAsync(scene, oneself, Text(user, "id"))), state => Assert.EndsWith("Missing", state, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_AreKnownToAdministratorsWhereTheDirectoryTells()
    {
        await using var scene = await StartAsync();
        var users = await scene.DirectoryAsync();
        using var colleague = await scene.UserAsync(users[0]!);
        using var administrator = await scene.UserAsync(users[1]!, UserLicences.None, null, [new Membership("admins-group", Role.TenantAdministrator)]);
        var id = Text(users[0]!, "id");

        (await scene.Bench.ControlAsync("POST", "permissions/DelegatedPermissionGrant.Read.All")).IsOk();
        await scene.ScopeAsync("Contacts.Read", granted: false);
        await scene.ScopeAsync("Contacts.Read", granted: true, id);
        await scene.ScopeAsync("Presence.Read.All", granted: false);
        await scene.ScopeAsync("Presence.Read.All", granted: true, Text(users[2]!, "id"));
        var known = await ReadAsync(scene, administrator, id);
        Assert.Equal("DirectoryGrants", Text(known, "source"));
        Assert.Equal(["BasicSearch Granted", "ExchangeContactsSearch Granted", "CalendarView Granted", "Presence Missing"], States(known).Take(4));

        (await colleague.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{Text(users[1]!, "id")}/permissions")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Others_WhereTheDirectoryMayNotTell_AreUnknown()
    {
        await using var scene = await StartAsync();
        var users = await scene.DirectoryAsync();
        using var colleague = await scene.UserAsync(users[0]!);
        using var administrator = await scene.UserAsync(users[1]!, UserLicences.None, null, [new Membership("admins-group", Role.TenantAdministrator)]);

        var unknown = await ReadAsync(scene, administrator, Text(users[0]!, "id"));

        Assert.Contains("DelegatedPermissionGrant.Read.All", Text(unknown, "says"), StringComparison.Ordinal);
        Assert.All(States(unknown).Take(5), state => Assert.EndsWith("Unknown", state, StringComparison.Ordinal));
    }

    private static async Task<JsonObject> ReadAsync(SearchScene scene, HttpClient caller, string user) =>
        (await caller.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/permissions")).IsOk().Json;

    private static List<string> States(JsonObject answer) =>
        [.. answer["features"]!.AsArray().Select(feature => $"{Text(feature!, "feature")} {Text(feature!, "state")}")];
}
