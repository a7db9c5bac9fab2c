using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.SettingsReaders;
using static NimbusFunctions.Tests.ContactSearch.SearchScene;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>The contact search through HTTP, with a simulated tenant behind it.</summary>
public sealed class ContactSearchTests : IAsyncLifetime
{
    private SearchScene? scene;
    private JsonArray everybody = [];

    private SearchScene Scene => scene ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        scene = await StartAsync();
        everybody = await scene.DirectoryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (scene is not null)
            await scene.DisposeAsync();
    }

    [Fact]
    public async Task Search_ByAnAttendant_AsksEverySource()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        var name = Text(everybody[5]!, "surname");

        var answer = await Scene.SearchAsync(attendant, $"q={Uri.EscapeDataString(name)}");

        Assert.All(answer["sources"]!.AsArray(), source => Assert.True(source!["ok"]!.GetValue<bool>(), source.ToJsonString()));
        Assert.Equal(["AddressBooks", "Directory", "Exchange", "Services"], answer["sources"]!.AsArray().Select(source => Text(source!, "source")));
        Assert.Contains(Text(everybody[5]!, "displayName"), Names(answer, "Directory"));
    }

    [Fact]
    public async Task Directory_ByFieldAndFilters_FindsWhatTheyLetThrough()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        var one = everybody.First(user => user!["city"] is not null && user["jobTitle"] is not null)!;
        var (city, job) = (Text(one, "city"), Text(one, "jobTitle"));
        var expected = everybody.Where(user => user!["city"]?.GetValue<string>() == city && user["jobTitle"]?.GetValue<string>() == job).Select(user => Text(user!, "displayName")).Order(StringComparer.Ordinal);

        var answer = await Scene.SearchAsync(attendant, $"source=Directory&top=200&city={city}&jobTitle={Uri.EscapeDataString(job)}");
        Assert.Equal(expected, Names(answer, "Directory").Order(StringComparer.Ordinal));

        var byName = await Scene.SearchAsync(attendant, $"source=Directory&field=displayName&top=200&q={Text(one, "surname")}");
        Assert.Contains(Text(one, "displayName"), Names(byName, "Directory"));
        Assert.Empty(Names(await Scene.SearchAsync(attendant, "source=Directory&q=' or startswith(displayName,'"), "Directory"));
    }

    [Fact]
    [ChangesWith("attendantConsole.graphFilter")]
    public async Task GraphFilter_OfTheTenant_NarrowsEverySearchInTheDirectory()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        var one = everybody[3]!;
        var query = $"source=Directory&top=200&q={Text(one, "surname")}";
        Assert.Contains(Text(one, "displayName"), Names(await Scene.SearchAsync(attendant, query), "Directory"));

        await Scene.PatchAsync("attendantConsole", $$"""{"graphFilter":"department ne '{{Text(one, "department")}}'"}""");
        var narrowed = await Scene.SearchAsync(attendant, query);
        Assert.True(Source(narrowed, "Directory")["ok"]!.GetValue<bool>());
        Assert.DoesNotContain(narrowed["value"]!.AsArray(), contact => Text(contact!, "id") == Text(one, "id"));
        Assert.All(narrowed["value"]!.AsArray(), contact => Assert.NotEqual(Text(one, "department"), Text(contact!, "department")));

        // One that Graph refuses widens nothing.
        await Scene.PatchAsync("attendantConsole", """{"graphFilter":"shoeSize eq '44'"}""");
        var refused = await Scene.SearchAsync(attendant, query);
        Assert.Empty(refused["value"]!.AsArray());
        Assert.Contains("graph-filter", Text(Source(refused, "Directory"), "says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_WithoutUserReadAll_SearchesNamesOnTheUsersBehalf()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        var one = everybody[4]!;
        (await Scene.Bench.ControlAsync("DELETE", "permissions/User.Read.All")).IsOk();
        var delegated = await Scene.SearchAsync(attendant, $"source=Directory&city={Text(one, "city")}");
        Assert.True(Source(delegated, "Directory")["ok"]!.GetValue<bool>());

        await Scene.ScopeAsync("User.Read.All", granted: false);
        var basic = await Scene.SearchAsync(attendant, $"source=Directory&q={Text(one, "surname")}");
        Assert.Contains(Text(one, "displayName"), Names(basic, "Directory"));
        Assert.Equal("User.Read.All", Source(basic, "Directory")["missing"]![0]!.GetValue<string>());
        Assert.Contains("/v2.0/adminconsent?", Text(Source(basic, "Directory"), "consentUrl"), StringComparison.Ordinal);
        Assert.All(basic["value"]!.AsArray(), contact => Assert.Null(contact!["city"]));
        Assert.False(Source(await Scene.SearchAsync(attendant, $"source=Directory&city={Text(one, "city")}"), "Directory")["ok"]!.GetValue<bool>());

        await Scene.ScopeAsync("User.ReadBasic.All", granted: false);
        var none = await Scene.SearchAsync(attendant, $"source=Directory&q={Text(one, "surname")}");
        Assert.Equal("User.ReadBasic.All", Source(none, "Directory")["missing"]![0]!.GetValue<string>());
        Assert.Contains("/oauth2/v2.0/authorize?", Text(Source(none, "Directory"), "consentUrl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_FindsTheUsersOwnContactsAndSaysWhatIsMissing()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        using var other = await Scene.UserAsync(everybody[1]!);
        const string All = "source=Exchange&field=displayName&q=e&top=200";
        var own = Names(await Scene.SearchAsync(attendant, All), "Exchange");
        Assert.NotEmpty(own);
        Assert.All(own, name => Assert.Contains("e", name, StringComparison.OrdinalIgnoreCase));
        Assert.NotEqual(own, Names(await Scene.SearchAsync(other, All), "Exchange"));

        await Scene.ScopeAsync("Contacts.Read.Shared", granted: false);
        var half = Source(await Scene.SearchAsync(attendant, All), "Exchange");
        Assert.Equal((true, "Contacts.Read.Shared"), (half["ok"]!.GetValue<bool>(), half["missing"]![0]!.GetValue<string>()));
        await Scene.ScopeAsync("Contacts.Read", granted: false);
        await Scene.ScopeAsync("Contacts.Read", granted: true, Text(everybody[1]!, "id"));
        var answer = await Scene.SearchAsync(attendant, $"q={Text(everybody[5]!, "surname")}");
        Assert.False(Source(answer, "Exchange")["ok"]!.GetValue<bool>());
        Assert.Contains("Contacts.Read", Text(Source(answer, "Exchange"), "consentUrl"), StringComparison.Ordinal);
        Assert.NotEmpty(Names(answer, "Directory"));
        Assert.NotEmpty(Names(await Scene.SearchAsync(other, All), "Exchange"));
    }

    [Fact]
    public async Task Source_ThatHangs_IsNamedAndSpoilsNoOther()
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);
        (await Scene.Bench.ControlAsync("POST", "faults", new { kind = "hang", match = "/me/contacts", times = 10 })).Is(HttpStatusCode.Created);

        var answer = await Scene.SearchAsync(attendant, $"q={Text(everybody[5]!, "surname")}");

        Assert.Contains("5 seconds", Text(Source(answer, "Exchange"), "says"), StringComparison.Ordinal);
        Assert.NotEmpty(Names(answer, "Directory"));
    }

    [Fact]
    [ChangesWith("attendantConsole.teamVisibility")]
    public async Task TeamVisibility_Hidden_ShowsServicesWithoutTheirMembers()
    {
        using var administrator = Scene.House.System();
        (await administrator.CallAsync(HttpMethod.Put, $"{Scene.Tenant}/services/desk", """{"upn":"desk@alpenwerk.example","displayName":"Zebra Desk","assignmentType":"SkillBased"}""")).IsOk(HttpStatusCode.Created);
        using var attendant = await Scene.UserAsync(everybody[0]!);
        var member = everybody[1]!;
        using var _ = await Scene.UserAsync(member, memberships: [new Membership("desk", Role.ServiceAgent)]);
        await Scene.House.Tables.Memberships.UpsertEntityAsync(
            new Azure.Data.Tables.TableEntity($"{Scene.TenantId}|desk", Text(member, "id")) { ["Role"] = nameof(Role.ServiceAgent) }, cancellationToken: TestContext.Current.CancellationToken);

        var desk = await Scene.SearchAsync(attendant, "source=Services&q=zebra");
        Assert.Equal(Text(member, "id"), desk["value"]![0]!["members"]![0]!["id"]!.GetValue<string>());
        var byMember = $"source=Services&q={Uri.EscapeDataString(Text(member, "displayName"))}";
        Assert.Equal("desk", (await Scene.SearchAsync(attendant, byMember))["value"]![0]!["services"]![0]!.GetValue<string>());

        await Scene.PatchAsync("attendantConsole", """{"teamVisibility":"MembersHidden"}""");

        desk = await Scene.SearchAsync(attendant, "source=Services&q=zebra");
        Assert.Equal(["Zebra Desk"], Names(desk, "Services"));
        Assert.Null(desk["value"]![0]!["members"]);
        Assert.Empty((await Scene.SearchAsync(attendant, byMember))["value"]!.AsArray());
    }

    [Fact]
    public async Task AddressBooks_OfTheOwnUnitAndThoseAbove_AreSearched()
    {
        using var system = Scene.House.System();
        var units = $"{Scene.Tenant}/organization-units";
        var above = (await system.CallAsync(HttpMethod.Post, units, """{"name":"Above"}""")).IsOk(HttpStatusCode.Created).Text("id");
        var own = (await system.CallAsync(HttpMethod.Post, units, $$"""{"name":"Own","parentId":"{{above}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        var beside = (await system.CallAsync(HttpMethod.Post, units, $$"""{"name":"Beside","parentId":"{{above}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        using var keeper = await Scene.UserAsync(everybody[2]!, memberships: [new Membership("admins-group", Role.TenantAdministrator)]);
        foreach (var (name, unit) in new[] { ("above", above), ("own", own), ("beside", beside) })
        {
            var book = (await keeper.CallAsync(HttpMethod.Post, "v2/AddressBooks", $$"""{"name":"{{name}}","organizationUnitId":"{{unit}}","flowActions":true}""")).IsOk(HttpStatusCode.Created).Text("id");
            (await keeper.CallAsync(HttpMethod.Post, $"v2/AddressBooks/{book}/contacts",
                $$"""{"externalId":"1","displayName":"Michael {{name}}","company":"Chadwick","department":"Sales","addresses":[{"city":"Bern","country":"CH"}]}""")).IsOk();
        }

        using var attendant = await Scene.UserAsync(everybody[0]!, unit: own);
        Assert.Equal(["Michael above", "Michael own"], Names(await Scene.SearchAsync(attendant, "source=AddressBooks&q=cha"), "AddressBooks"));
        Assert.Equal(3, Names(await Scene.SearchAsync(keeper, "source=AddressBooks&q=cha"), "AddressBooks").Count);
        Assert.Equal(["Michael own"], Names(await Scene.SearchAsync(attendant, "source=AddressBooks&q=OWN&department=sales&country=ch"), "AddressBooks"));
        Assert.Empty(Names(await Scene.SearchAsync(attendant, "source=AddressBooks&q=cha&field=jobTitle"), "AddressBooks"));
        // The table has no plus for the city there.
        Assert.Contains("city", Text(Source(await Scene.SearchAsync(attendant, "source=AddressBooks&city=Bern"), "AddressBooks"), "says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithoutLicenceAndRole_IsRefusedAndADaemonHasNoExchange()
    {
        using var nobody = await Scene.UserAsync(everybody[0]!, UserLicences.ContactCenter);
        (await nobody.CallAsync(HttpMethod.Get, $"{Scene.Tenant}/contacts?q=a")).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        using var system = Scene.House.System();
        Assert.False(Source(await Scene.SearchAsync(system, "q=an"), "Exchange")["ok"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("field=displayName&city=Bern", "q")]
    [InlineData("q=a&field=shoeSize", "field")]
    [InlineData("q=a&shoeSize=44", "shoeSize")]
    [InlineData("q=a&q=b", "q")]
    [InlineData("q=a&top=0", "top")]
    [InlineData("q=a&source=Phonebook", "source")]
    [InlineData("q=a%0d%0aX-Header:%20y", "q")]
    public async Task Query_ThatIsWrong_IsRefusedByName(string query, string field)
    {
        using var attendant = await Scene.UserAsync(everybody[0]!);

        var refused = await attendant.CallAsync(HttpMethod.Get, $"{Scene.Tenant}/contacts?{query}");

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(field, refused.Json["errors"]!.AsObject().Select(error => error.Key));
        (await attendant.CallAsync(HttpMethod.Get, $"{Scene.Tenant}/contacts?q={new string('x', 129)}")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }
}
