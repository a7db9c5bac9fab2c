using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>/$batch.</summary>
public class BatchTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public async Task Items_HaveTheirOwnStatusHeadersAndBody()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Mischief = true });
        var team = bench.Tenant.Teams[0].Id;
        var answers = await RunAsync(bench,
            Item("a", $"/groups/{team}/members?$select=id"), Item("b", $"groups/{team}?$select=displayName"), Item("c", $"/groups/{Guid.NewGuid()}"),
            Item("d", "/users/$count", headers: new { ConsistencyLevel = "eventual" }), Item("e", "/users/$count"));
        Assert.Equal([200, 200, 404, 200, 400], Statuses(answers));
        Assert.Equal(bench.Tenant.Teams[0].DisplayName, answers["b"].GetProperty("body").GetProperty("displayName").GetString());
        Assert.Equal(300, answers["d"].GetProperty("body").GetInt32());
        Assert.Equal("2", answers["a"].GetProperty("headers").GetProperty("x-ms-resource-unit").GetString());
        Assert.Equal("4.0", answers["b"].GetProperty("headers").GetProperty("OData-Version").GetString());
        Assert.True(answers["a"].GetProperty("body").GetProperty("value").GetArrayLength() > 10);
    }

    [Fact]
    public async Task Items_CanBePosted()
    {
        var bench = shared.Bench;
        var id = (await bench.GraphAsync($"/users/{bench.Tenant.AdminUpn}"))["id"].GetString();
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        var body = new { ids = new[] { id } };
        var answers = await RunAsync(bench, new { id = "1", method = "POST", url = "/communications/getPresencesByUserId", body, headers });
        Assert.Equal(id, answers["1"].GetProperty("body").GetProperty("value")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task DependantOfAFailedItem_Is424()
    {
        var bench = shared.Bench;
        var answers = await RunAsync(bench,
            Item("1", "/groups/none"), Item("2", "/users?$top=1", ["1"]), Item("3", "/users?$top=1"), Item("4", "/users?$top=1", ["3"]));
        Assert.Equal([400, 424, 200, 200], Statuses(answers));
    }

    [Fact]
    public async Task ThrottledItem_HasItsOwnRetryAfter()
    {
        var bench = shared.Bench;
        await bench.ControlAsync("POST", "faults", new { match = bench.Tenant.Teams[1].Id, status = 429, retryAfter = "2.128" });
        var answers = await RunAsync(bench, [.. bench.Tenant.Teams.Take(3).Select((team, i) => Item($"{i}", $"/groups/{team.Id}/members?$select=id"))]);
        Assert.Equal([200, 429, 200], Statuses(answers));
        Assert.Equal("2.128", answers["1"].GetProperty("headers").GetProperty("Retry-After").GetString());
        Assert.Equal("429", answers["1"].GetProperty("body").GetProperty("error").GetProperty("innerError").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"requests":[]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/users"},{"id":"1","method":"GET","url":"/users"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"https://elsewhere.example/users"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/users","dependsOn":["2"]},{"id":"2","method":"GET","url":"/users"}]}""")]
    [InlineData("""{"requests":{}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Batch_ThatIsNone_IsRefusedAsAWhole(string body)
    {
        var bench = shared.Bench;
        Assert.Equal("BadRequest", (await bench.GraphAsync("/$batch", HttpMethod.Post, body)).Is(HttpStatusCode.BadRequest).ErrorCode);
    }

    [Fact]
    public async Task Batch_Of21_IsRefused()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/$batch", body: new { requests = Enumerable.Range(0, 21).Select(i => Item($"{i}", "/users")) })).Is(HttpStatusCode.BadRequest);
    }

    private static object Item(string id, string url, string[]? dependsOn = null, object? headers = null) =>
        new { id, method = "GET", url, dependsOn = dependsOn ?? [], headers = headers ?? new { } };

    private static async Task<Dictionary<string, JsonElement>> RunAsync(SimulatorBench bench, params object[] requests) =>
        (await bench.GraphAsync("/$batch", body: new { requests })).IsOk()["responses"].EnumerateArray().ToDictionary(answer => answer.GetProperty("id").GetString()!);

    private static int[] Statuses(Dictionary<string, JsonElement> answers) =>
        [.. answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => answer.Value.GetProperty("status").GetInt32())];
}
