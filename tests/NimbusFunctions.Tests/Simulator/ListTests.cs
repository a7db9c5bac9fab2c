using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Lists of users and groups: $filter, $search, $orderby, $count, paging.</summary>
public class ListTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Theory]
    [InlineData("displayName eq 'tenant administrator'", false, 1)]
    [InlineData("startsWith(displayName,'Tenant')", false, 1)]
    [InlineData("startswith(userPrincipalName,'admin@') and surname eq 'Administrator'", false, 1)]
    [InlineData("(userPrincipalName eq 'admin@alpenwerk.example') or (mail eq 'nobody@x')", false, 1)]
    [InlineData("userPrincipalName in ('admin@alpenwerk.example','nobody@x')", false, 1)]
    [InlineData("startsWith(displayName,'O''')", false, 0)]
    [InlineData("endsWith(userPrincipalName,'@alpenwerk.example')", true, 300)]
    [InlineData("endswith(mail,'@nowhere.example')", true, 0)]
    [InlineData("endswith(userPrincipalName,'@alpenwerk.example') and preferredLanguage eq 'en-US' and startsWith(displayName,'Tenant')", true, 1)]
    [InlineData("not(startsWith(userPrincipalName,'admin@'))", true, 299)]
    [InlineData("userPrincipalName ne 'admin@alpenwerk.example'", true, 299)]
    [InlineData("accountEnabled eq false", true, 0)]
    [InlineData("surname ge 'Administrator' and surname le 'Administrator'", true, 1)]
    [InlineData("jobTitle eq 'Administrator'", true, 1)]
    public async Task Filter_OfUsers_FindsThem(string filter, bool advanced, int expected)
    {
        var bench = shared.Bench;
        var url = $"/users?$filter={Uri.EscapeDataString(filter)}&$count=true&$top=999&$select=id";
        var answer = (await bench.AdvancedAsync(url)).IsOk();
        Assert.Equal(expected, answer.Value.Count);
        Assert.Equal(expected, answer["@odata.count"].GetInt32());
        if (!advanced) Assert.False((await bench.GraphAsync(url)).IsOk().Json.TryGetProperty("@odata.count", out _), "Without the header the count is silently left out.");
    }

    [Fact]
    public async Task Filter_DepartmentIsNull_FindsThoseWithout()
    {
        var bench = shared.Bench;
        var found = (await bench.GraphAsync("/users?$filter=department eq null&$select=department&$top=999")).IsOk().Value;
        Assert.NotEmpty(found);
        Assert.All(found, user => Assert.Equal(JsonValueKind.Null, user.GetProperty("department").ValueKind));
    }

    [Theory]
    [InlineData("endsWith(userPrincipalName,'@x')", false, "Request_UnsupportedQuery")]
    [InlineData("displayName ne 'x'", false, "Request_UnsupportedQuery")]
    [InlineData("not(displayName eq 'x')", false, "Request_UnsupportedQuery")]
    [InlineData("endsWith(displayName,'x')", true, "Request_UnsupportedQuery")]
    [InlineData("shoeSize eq '44'", true, "Request_UnsupportedQuery")]
    [InlineData("createdDateTime ge '2024'", true, "Request_UnsupportedQuery")]
    [InlineData("displayName eq 'x", true, "BadRequest")]
    [InlineData("displayName like 'x'", true, "BadRequest")]
    [InlineData("displayName eq 'x' and", true, "BadRequest")]
    [InlineData("(displayName eq 'x'", true, "BadRequest")]
    [InlineData("id in ()", true, "BadRequest")]
    [InlineData("contains(displayName,'x')", true, "BadRequest")]
    public async Task Filter_ThatGraphRefuses_IsRefusedWithItsCode(string filter, bool eventual, string code)
    {
        var bench = shared.Bench;
        var url = $"/users?$filter={Uri.EscapeDataString(filter)}&$count=true";
        var answer = eventual ? await bench.AdvancedAsync(url) : await bench.GraphAsync(url);
        Assert.Equal(code, answer.Is(HttpStatusCode.BadRequest).ErrorCode);
    }

    [Fact]
    public async Task Filter_DeeplyNested_IsRefusedNotOverflown()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/users?$filter=" + new string('(', 3000) + "id eq 'x'" + new string(')', 3000))).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Filter_ByIds_IsLimitedTo15Alternatives()
    {
        var bench = shared.Bench;
        var ids = (await bench.GraphAsync("/users?$select=id&$top=20")).Value.Select(user => user.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(15, (await bench.GraphAsync($"/users?$select=id&$filter=id in ({List(ids.Take(15))})")).IsOk().Value.Count);
        Assert.Equal(2, (await bench.GraphAsync($"/users?$filter=id eq '{ids[0]}' or id eq '{ids[1]}'")).IsOk().Value.Count);
        (await bench.GraphAsync($"/users?$filter=id in ({List(ids.Take(16))})")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(20, (await bench.AdvancedAsync($"/users?$select=id&$count=true&$filter=id in ({List(ids)})")).IsOk().Value.Count);

        static string List(IEnumerable<string> ids) => string.Join(',', ids.Select(id => $"'{id}'"));
    }

    [Fact]
    public async Task Groups_ThatAreTeams_AreFoundByFilter()
    {
        var bench = shared.Bench;
        var teams = (await bench.GraphAsync("/groups?$filter=resourceProvisioningOptions/Any(x:x eq 'Team')&$select=id")).IsOk().Value;
        Assert.Equal(bench.Tenant.Teams.Select(team => team.Id).Order(), teams.Select(team => team.GetProperty("id").GetString()!).Order());
        var all = (await bench.GraphAsync("/groups")).IsOk().Value;
        Assert.True(all.Count > teams.Count + 5, "Groups that are no teams are there as noise.");
        Assert.Contains(all, group => group.GetProperty("securityEnabled").GetBoolean() && group.GetProperty("displayName").GetString() == "Nimbus Administrators");
    }

    [Fact]
    public async Task Paging_WithTop_GivesEverybodyOnce()
    {
        var bench = shared.Bench;
        var (users, _) = await bench.ReadAllAsync("/users?$select=id&$top=7");
        Assert.Equal(300, users.Select(user => user.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(300, users.Count);
    }

    [Theory]
    [InlineData("/users?$top=1000")]
    [InlineData("/users?$top=0")]
    [InlineData("/users?$top=many")]
    [InlineData("/users?$expand=manager")]
    [InlineData("/users?$orderby=shoeSize")]
    [InlineData("/users?$orderby=displayName&$filter=surname eq 'x'")]
    [InlineData("/users?$search=\"displayName:x\"")]
    [InlineData("/users/$count")]
    public async Task List_WithUnsupportedOptions_IsRefused(string url)
    {
        var bench = shared.Bench;
        (await bench.GraphAsync(url)).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Search_ByBeginningOfAWord_FindsIt()
    {
        var bench = shared.Bench;
        var found = (await bench.AdvancedAsync("/users?$search=\"displayName:admin\"&$select=userPrincipalName")).IsOk();
        Assert.Equal("admin@alpenwerk.example", Assert.Single(found.Value).GetProperty("userPrincipalName").GetString());
        var either = (await bench.AdvancedAsync("/users?$search=\"displayName:admin\" OR \"displayName:zzz\"")).IsOk();
        Assert.Single(either.Value);
    }

    [Fact]
    public async Task OrderBy_SortsOverAllPages()
    {
        var bench = shared.Bench;
        var (users, _) = await bench.ReadAllAsync("/users?$orderby=displayName&$select=displayName&$top=90");
        var names = users.Select(user => user.GetProperty("displayName").GetString()!).ToArray();
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(300, names.Length);
    }

    [Fact]
    public async Task Links_LeadBackToSchemeAndHostOfTheRequest()
    {
        var bench = shared.Bench;
        var local = bench.Absolute("/users?$top=1").Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Assert.StartsWith($"http://localhost:{bench.Server.HttpAddress.Port}/v1.0/users?$top=1&$skiptoken=", (await bench.GraphAsync(local)).NextLink, StringComparison.Ordinal);
    }
}
