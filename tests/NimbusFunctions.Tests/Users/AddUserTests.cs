using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Users.Manual;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Users;

/// <summary>Users of the simulated directory, added by hand.</summary>
public sealed class AddUserTests : IAsyncLifetime
{
    private SimulatedHouse? started;
    private HttpClient? client;

    private SimulatedHouse Simulated => started ?? throw new InvalidOperationException("It has not started.");

    private HttpClient System => client ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        started = await SimulatedHouse.StartAsync();
        client = Simulated.House.System();
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    [Shows("Overview > search", "Creating Users > from the directory")]
    public async Task Search_ByNameUpnDomainAndId_FindsUsersOfTheDirectory()
    {
        var (id, name, upn) = await SomebodyAsync(0);
        var domain = upn[upn.IndexOf('@', StringComparison.Ordinal)..];
        foreach (var search in new[] { name, name.Split(' ')[0], upn, upn[..(upn.IndexOf('@', StringComparison.Ordinal) + 1)], id, id.ToUpperInvariant(), $" {name} " })
            Assert.Contains(id, await FoundAsync(search));
        var all = await FoundAsync(domain);
        Assert.InRange(all.Count, 10, DirectorySearch.Most);

        Assert.Empty(await FoundAsync(Guid.NewGuid().ToString()));
        Assert.Empty(await FoundAsync("@nowhere.example"));
        foreach (var wild in new[] { "O'Nobody", "o'no@body.example", "\") or (\"", "a\" OR \"displayName:b", "\\", "' or true eq true or startswith(mail,'", "%00", "ä ö ü" })
            (await CallAsync(wild)).IsOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        foreach (var (search, field) in new[] { ("", "search"), (new string('a', 129), "search"), ("\u0001", "search"), ("\"\"", "search") })
            Assert.Equal([field], (await CallAsync(search)).Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    [Shows("Creating Users > Contact Center Agent", "Creating Users > Frontpage Support", "Creating Users > login access", "Creating Users > exists already", "Creating Users > no accounts made")]
    public async Task Post_AUserOfTheDirectory_PutsHimIntoTheListWithDetails()
    {
        var (id, name, upn) = await SomebodyAsync(3);
        var unit = (await System.CallAsync(HttpMethod.Post, $"{Simulated.Tenant}/organization-units", """{"name":"Added"}""")).IsOk(HttpStatusCode.Created).Text("id");
        using (var before = Simulated.As(id))
            (await before.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/users")).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        var made = (await AddAsync(id, unit)).IsOk(HttpStatusCode.Created);

        Assert.Equal((id, name, upn, "Manual", unit), (made.Text("id"), made.Text("displayName"), made.Text("userPrincipalName"), made.Text("source"), made.Text("organizationUnitId")));
        Assert.Contains(id, (await System.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/users")).IsOk().Json["value"]!.AsArray().Select(user => user!["id"]!.GetValue<string>()));
        Assert.True((await CallAsync(id)).Json["value"]![0]!["isUser"]!.GetValue<bool>());
        (await AddAsync(id)).IsProblem(HttpStatusCode.Conflict, "already-exists");
        (await System.CallAsync(HttpMethod.Put, $"{Simulated.Tenant}/users/{id}/licences", """{"licences":["ContactCenter","Interact"]}""")).IsOk();
        (await System.CallAsync(HttpMethod.Put, $"{Simulated.Tenant}/users/{id}/interact", """{"active":true}""")).IsOk();

        (await AddAsync(Guid.NewGuid().ToString())).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        Assert.Equal(["id", "organizationUnitId"], (await System.CallAsync(HttpMethod.Post, $"{Simulated.Tenant}/users", """{"id":"x","organizationUnitId":"y"}""")).Json["errors"]!.AsObject().Select(error => error.Key));
        (await AddAsync((await SomebodyAsync(4)).Id, Guid.NewGuid().ToString())).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Post_WhileTheDirectoryIsSilent_Is503AndAddsNobody()
    {
        var (id, _, _) = await SomebodyAsync(5);
        await Simulated.Bench.ControlAsync("DELETE", "consent");

        (await AddAsync(id)).IsProblem(HttpStatusCode.ServiceUnavailable, "directory-unavailable");
        (await CallAsync("Anna")).IsProblem(HttpStatusCode.ServiceUnavailable, "directory-unavailable");
        Assert.Empty((await System.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/users")).IsOk().Json["value"]!.AsArray());
    }

    [Fact]
    public async Task Post_ByTwoAtOnce_AddsTheUserOnce()
    {
        var (id, _, _) = await SomebodyAsync(6);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var administrator = Simulated.House.System();
            return await administrator.CallAsync(HttpMethod.Post, $"{Simulated.Tenant}/users", new JsonObject { ["id"] = id }.ToJsonString());
        }));

        Assert.Single(replies, reply => reply.Status == HttpStatusCode.Created);
        Assert.All(replies.Where(reply => reply.Status != HttpStatusCode.Created), reply => reply.IsProblem(HttpStatusCode.Conflict, "already-exists"));
    }

    [Fact]
    [Shows("Creating Users > MS Teams-based", "Removing Users > synced", "Sync > details", "Sync > removed from the directory", "Sync > deleted teams")]
    public async Task AddedUser_WhomATeamBringsAndLeaves_IsSyncedAsLongAsItDoes()
    {
        var team = Simulated.Bench.Tenant.Teams[0].Id;
        var member = (await Simulated.Bench.GraphAsync($"/groups/{team}/members?$select=id")).IsOk().Value.Select(one => one.GetProperty("id").GetString()!).First();
        (await AddAsync(member)).IsOk(HttpStatusCode.Created);
        (await System.CallAsync(HttpMethod.Put, $"{Simulated.Tenant}/users/{member}/licences", """{"licences":["Email"]}""")).IsOk();
        Assert.True((await UserAsync(member))["deletion"]!["allowed"]!.GetValue<bool>());

        (await System.CallAsync(HttpMethod.Put, $"{Simulated.Tenant}/services/sales",
            $$"""{"upn":"sales@alpenwerk.example","displayName":"Sales","assignmentType":"MsTeams","teamId":"{{team}}"}""")).IsOk(HttpStatusCode.Created);
        await Simulated.SyncAsync();
        var synced = await UserAsync(member);
        Assert.Equal(("Synced", 1, "synced"), (synced["source"]!.GetValue<string>(), synced["services"]!.GetValue<int>(), synced["deletion"]!["reasons"]![0]!["reason"]!.GetValue<string>()));
        (await System.CallAsync(HttpMethod.Delete, $"{Simulated.Tenant}/users/{member}")).IsProblem(HttpStatusCode.Conflict, "user-is-synced");

        await Simulated.Bench.ControlAsync("DELETE", $"teams/{team}/members/{member}");
        await Simulated.SyncAsync();
        await Simulated.SyncAsync();
        var again = await UserAsync(member);
        Assert.Equal(("Manual", 0, "Email"), (again["source"]!.GetValue<string>(), again["services"]!.GetValue<int>(), again["licences"]![0]!.GetValue<string>()));

        await Simulated.Bench.ControlAsync("PATCH", $"users/{member}", new { department = "Moved by the directory" });
        await Simulated.SyncAsync();
        Assert.Equal("Moved by the directory", (await UserAsync(member))["department"]!.GetValue<string>());

        await Simulated.Bench.ControlAsync("DELETE", $"users/{member}");
        for (var run = 0; run < 3; run++)
            await Simulated.SyncAsync();
        (await System.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/users/{member}")).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        (await AddAsync(member)).IsProblem(HttpStatusCode.NotFound, "user-not-found");

        await Simulated.Bench.ControlAsync("POST", $"users/{member}/restore");
        var back = (await AddAsync(member)).IsOk();
        Assert.Equal(("Manual", "Email"), (back.Text("source"), back.Json["licences"]![0]!.GetValue<string>()));
    }

    private async Task<JsonObject> UserAsync(string id) => (await System.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/users/{id}")).IsOk().Json;

    private async Task<(string Id, string Name, string Upn)> SomebodyAsync(int place)
    {
        var user = (await Simulated.Bench.GraphAsync("/users?$select=id,displayName,userPrincipalName&$top=20")).IsOk().Value[place];
        return (user.GetProperty("id").GetString()!, user.GetProperty("displayName").GetString()!, user.GetProperty("userPrincipalName").GetString()!);
    }

    private Task<Reply> AddAsync(string id, string? unit = null) => System.CallAsync(
        HttpMethod.Post, $"{Simulated.Tenant}/users", (unit is null ? new JsonObject { ["id"] = id } : new JsonObject { ["id"] = id, ["organizationUnitId"] = unit }).ToJsonString());

    private Task<Reply> CallAsync(string search) => System.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/directory/users?search={Uri.EscapeDataString(search)}");

    private async Task<IReadOnlyList<string>> FoundAsync(string search) =>
        [.. (await CallAsync(search)).IsOk().Json["value"]!.AsArray().Select(user => user!["id"]!.GetValue<string>())];
}

/// <summary>More about answers.</summary>
internal static class Answers
{
    public static void IsOneOf(this Reply reply, params HttpStatusCode[] statuses) => Assert.Contains(reply.Status, statuses);
}
