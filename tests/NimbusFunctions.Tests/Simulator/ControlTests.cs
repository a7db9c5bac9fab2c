using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>The control API: what it does to a directory, and how it refuses.</summary>
public class ControlTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public async Task Tenants_AreListedWithTheirFigures()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Tenants = 3 });
        var tenants = (await bench.ControlAsync("GET", "/tenants")).IsOk().Json;
        Assert.Equal(3, tenants.GetArrayLength());
        Assert.Equal(bench.Tenant.Id, tenants[0].GetProperty("id").GetString());
        Assert.Equal("Alpenwerk", tenants[0].GetProperty("name").GetString());
        Assert.Equal(bench.Tenant.AdminUpn, tenants[0].GetProperty("adminUpn").GetString());
        Assert.Equal(bench.Tenant.AdminGroupId, tenants[0].GetProperty("adminGroupId").GetString());
        Assert.Equal(300, tenants[0].GetProperty("users").GetInt32());
        Assert.Equal(8, tenants[0].GetProperty("teams").GetInt32());
    }

    [Fact]
    public async Task User_LivesThroughEverythingThatCanHappen()
    {
        var bench = shared.Bench;
        var created = (await bench.ControlAsync("POST", "users", new { givenName = "Ada", surname = "Graf", department = "Claims" })).Is(HttpStatusCode.Created);
        var id = created.Text("id")!;
        Assert.Equal("Ada Graf", created.Text("displayName"));
        Assert.Equal("Claims", (await bench.GraphAsync($"/users/{id}?$select=department")).IsOk().Text("department"));
        Assert.Equal("Billing", (await bench.ControlAsync("PATCH", $"users/{id}", new { department = "Billing", accountEnabled = false })).IsOk().Text("department"));
        Assert.False((await bench.GraphAsync($"/users/{id}?$select=accountEnabled")).IsOk()["accountEnabled"].GetBoolean());
        (await bench.ControlAsync("DELETE", $"users/{id}")).Is(HttpStatusCode.NoContent);
        (await bench.GraphAsync($"/users/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Contains(id, (await bench.ControlAsync("GET", "users?deleted=true")).IsOk().Body, StringComparison.Ordinal);
        Assert.Contains(id, (await bench.GraphAsync("/directory/deletedItems/microsoft.graph.user")).IsOk().Body, StringComparison.Ordinal);
        (await bench.ControlAsync("DELETE", $"users/{id}")).Is(HttpStatusCode.NotFound);
        (await bench.ControlAsync("POST", $"users/{id}/restore")).IsOk();
        (await bench.GraphAsync($"/users/{id}")).IsOk();
        (await bench.ControlAsync("POST", $"users/{id}/restore")).Is(HttpStatusCode.NotFound);
        (await bench.ControlAsync("DELETE", $"users/{id}?permanent=true")).Is(HttpStatusCode.NoContent);
        (await bench.ControlAsync("GET", $"users/{id}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Team_LivesThroughEverythingThatCanHappen()
    {
        var bench = shared.Bench;
        var created = (await bench.ControlAsync("POST", "teams", new { displayName = "Night Shift", members = new[] { bench.Tenant.AdminUpn } })).Is(HttpStatusCode.Created);
        var (id, admin) = (created.Text("id")!, created["members"][0].GetString()!);
        Assert.Empty((await bench.GraphAsync($"/groups/{id}/owners")).IsOk().Value);
        var owned = (await bench.ControlAsync("POST", $"teams/{id}/members/{admin}", new { role = "owner" })).IsOk();
        Assert.Equal(admin, Assert.Single(owned["owners"].EnumerateArray().ToArray()).GetString());
        (await bench.ControlAsync("DELETE", $"teams/{id}/members/{admin}?role=owner")).IsOk();
        Assert.Single((await bench.GraphAsync($"/groups/{id}/members")).IsOk().Value);
        (await bench.ControlAsync("DELETE", $"teams/{id}/members/{admin}")).IsOk();
        (await bench.ControlAsync("DELETE", $"teams/{id}/members/{admin}")).Is(HttpStatusCode.NotFound);
        (await bench.ControlAsync("DELETE", $"teams/{id}")).Is(HttpStatusCode.NoContent);
        (await bench.GraphAsync($"/groups/{id}")).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(id, (await bench.ControlAsync("GET", "teams")).IsOk().Body, StringComparison.Ordinal);
        (await bench.ControlAsync("POST", $"teams/{id}/restore")).IsOk();
        (await bench.GraphAsync($"/teams/{id}")).IsOk();
        (await bench.ControlAsync("DELETE", $"teams/{id}?permanent=true")).Is(HttpStatusCode.NoContent);
        (await bench.ControlAsync("POST", $"teams/{id}/restore")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DeletedItems_AreGoneAfter30Days()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(time: time);
        await bench.ControlAsync("DELETE", $"users/{bench.Tenant.AdminUpn}");
        var link = (await bench.GraphAsync("/users/delta?$select=id&$deltatoken=latest")).DeltaLink!;
        for (var day = 6; day <= 30; day += 6)
        {
            time.Advance(TimeSpan.FromDays(6));
            bench.ForgetToken();
            var round = (await bench.GraphAsync(link)).IsOk();
            if (day < 30) Assert.Empty(round.Value);
            else Assert.Equal("deleted", Assert.Single(round.Value).GetProperty("@removed").GetProperty("reason").GetString());
            link = round.DeltaLink!;
        }
    }

    [Fact]
    public async Task Requests_AreCountedByOperation_ItemsOfABatchOneByOne()
    {
        await using var bench = await SimulatorBench.StartAsync();
        await bench.GraphAsync("/users?$top=1");
        (await bench.ControlAsync("DELETE", "requests")).Is(HttpStatusCode.NoContent);
        await bench.GraphAsync("/users/delta()?$select=id");
        await bench.GraphAsync("/$batch", body: new { requests = bench.Tenant.Teams.Select((team, i) => new { id = $"{i}", method = "GET", url = $"/groups/{team.Id}/members?$select=id" }) });
        var requests = (await bench.ControlAsync("GET", "requests")).IsOk();
        var operations = requests["operations"];
        Assert.Equal(1, operations.GetProperty("GET /users/delta").GetInt32());
        Assert.Equal(1, operations.GetProperty("POST /$batch").GetInt32());
        Assert.Equal(8, operations.GetProperty("GET /groups/{id}/members").GetInt32());
        Assert.Equal(10, requests["total"].GetInt32());
        Assert.Equal(17, requests["resourceUnits"].GetInt32());
    }

    [Theory]
    [InlineData("GET", "/tenants/nowhere/users", null, 404, "nowhere")]
    [InlineData("GET", "/nothing", null, 404, "/_control/nothing")]
    [InlineData("GET", "users/12", null, 404, "12")]
    [InlineData("GET", "users?top=x", null, 400, "top")]
    [InlineData("PATCH", "users/{admin}", """{"shoeSize":"44"}""", 400, "shoeSize")]
    [InlineData("PATCH", "users/{admin}", """{"department":44}""", 400, "department")]
    [InlineData("PATCH", "users/{admin}", """{"displayName":null}""", 400, "displayName")]
    [InlineData("PATCH", "users/{admin}", """{"userPrincipalName":"nodomain"}""", 400, "userPrincipalName")]
    [InlineData("PATCH", "users/{admin}", "{}", 400, "no property")]
    [InlineData("PATCH", "users/{admin}", "[1]", 400, "body")]
    [InlineData("POST", "users", """{"userPrincipalName":"{admin}"}""", 409, "{admin}")]
    [InlineData("PUT", "users/{admin}/presence", """{"availability":"Busy"}""", 400, "activity")]
    [InlineData("POST", "teams", """{"description":"x"}""", 400, "displayName")]
    [InlineData("POST", "teams", """{"displayName":"x","members":["nobody@nowhere.example"]}""", 404, "nobody@nowhere.example")]
    [InlineData("DELETE", "teams/7a0c7d5e-0000-4000-8000-000000000000", null, 404, "7a0c7d5e-0000-4000-8000-000000000000")]
    [InlineData("POST", "teams/{team}/members/{admin}?role=king", null, 400, "king")]
    [InlineData("POST", "teams/{team}/members/nobody@nowhere.example", null, 404, "nobody@nowhere.example")]
    [InlineData("POST", "permissions/Everything.All", null, 404, "Everything.All")]
    [InlineData("POST", "faults", """{"status":429}""", 400, "match")]
    [InlineData("POST", "faults", """{"match":"x"}""", 400, "status")]
    [InlineData("POST", "faults", """{"match":"x","status":200}""", 400, "status")]
    [InlineData("POST", "faults", """{"match":"x","kind":"earthquake"}""", 400, "earthquake")]
    [InlineData("POST", "faults", """{"match":"x","kind":"slow"}""", 400, "delayMs")]
    [InlineData("POST", "faults", """{"match":"x","status":429,"times":-1}""", 400, "times")]
    [InlineData("POST", "faults", """{"match":"x","status":429,"probability":2}""", 400, "probability")]
    public async Task BadInput_GetsAProblemThatNamesIt_AndChangesNothing(string method, string path, string? body, int status, string named)
    {
        var bench = shared.Bench;
        var before = (await bench.ControlAsync("GET", "users")).Body;
        var answer = (await bench.ControlAsync(method, Fill(path), body is null ? null : Fill(body))).Is((HttpStatusCode)status);
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("urn:nimbus-functions:simulator:", answer.Text("type"), StringComparison.Ordinal);
        Assert.Contains(Fill(named), answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, (await bench.ControlAsync("GET", "users")).Body);

        string Fill(string text) => text.Replace("{admin}", bench.Tenant.AdminUpn, StringComparison.Ordinal).Replace("{team}", bench.Tenant.Teams[0].Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:3000", HttpStatusCode.OK)]
    public async Task Control_OfAForeignWebPage_IsOutOfReach(string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_control/tenants");
        request.Headers.Add(header, value);
        (await shared.Bench.SendAsync(request)).Is(expected);
    }

    [Fact]
    public async Task Users_AreSearchedAndPaged()
    {
        var bench = shared.Bench;
        Assert.Equal(bench.Tenant.AdminUpn, Assert.Single((await bench.ControlAsync("GET", "users?search=tenant adm")).IsOk().Json.EnumerateArray().ToArray()).GetProperty("userPrincipalName").GetString());
        var page = (await bench.ControlAsync("GET", "users?top=2&skip=1")).IsOk().Json;
        Assert.Equal(2, page.GetArrayLength());
        Assert.NotEqual(bench.Tenant.AdminUpn, page[0].GetProperty("userPrincipalName").GetString());
        Assert.Equal(JsonValueKind.Array, (await bench.ControlAsync("GET", "teams")).IsOk().Json[0].GetProperty("owners").ValueKind);
    }
}
