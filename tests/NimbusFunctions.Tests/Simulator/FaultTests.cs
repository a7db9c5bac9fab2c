using System.Net;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Faults on demand, one by one.</summary>
public class FaultTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public async Task Status_StrikesAsOftenAsAsked()
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "users/delta", status = 429, retryAfter = "2.5", times = 3 });
        (await bench.GraphAsync("/groups/delta")).IsOk();
        for (var i = 0; i < 3; i++)
        {
            var struck = (await bench.GraphAsync("/users/delta")).Is(HttpStatusCode.TooManyRequests);
            Assert.Equal("2.5", struck.Header("Retry-After"));
            Assert.Equal("TooManyRequests", struck.ErrorCode);
        }

        (await bench.GraphAsync("/users/delta")).IsOk();
    }

    [Theory]
    [InlineData(503, null, "ServiceUnavailable")]
    [InlineData(500, null, "InternalServerError")]
    [InlineData(403, null, "Authorization_RequestDenied")]
    [InlineData(400, "resyncRequired", "resyncRequired")]
    [InlineData(404, "SyncStateNotFound", "SyncStateNotFound")]
    public async Task Status_WithCode_AnswersIt(int status, string? code, string expected)
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "GET /v1.0/users", status, code });
        Assert.Equal(expected, (await bench.GraphAsync("/users")).Is((HttpStatusCode)status).ErrorCode);
    }

    [Fact]
    public async Task Gone_LeadsToAnEmptyDeltaToken()
    {
        var bench = shared.Bench;
        var link = (await bench.GraphAsync("/users/delta?$deltatoken=latest")).DeltaLink!;
        await AddAsync(bench, new { match = "users/delta", kind = "gone" });
        var gone = (await bench.GraphAsync(link)).Is(HttpStatusCode.Gone);
        var location = gone.Header("Location");
        Assert.EndsWith("/v1.0/users/delta?$deltatoken=", location, StringComparison.Ordinal);
        Assert.Equal(200, (await bench.GraphAsync(location!)).IsOk().Value.Count);
    }

    [Fact]
    public async Task DeltaExpired_IsA400WithItsCode()
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "groups/delta", kind = "delta-expired" });
        Assert.Equal("syncStateNotFound", (await bench.GraphAsync("/groups/delta")).Is(HttpStatusCode.BadRequest).ErrorCode);
    }

    [Fact]
    public async Task NotFound_NamesWhatWasAskedFor()
    {
        var bench = shared.Bench;
        var team = bench.Tenant.Teams[0].Id;
        await AddAsync(bench, new { match = "/members", kind = "not-found" });
        Assert.Contains(team, (await bench.GraphAsync($"/groups/{team}/members")).Is(HttpStatusCode.NotFound).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users?$select=id&$top=100", 300)]
    [InlineData("/users/delta?$select=id", 300)]
    [InlineData("/groups/delta?$select=id", 21)]
    public async Task EmptyPage_HasANextLink_AndNothingIsLost(string url, int expected)
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = url[..6], kind = "empty-page", times = 2 });
        var first = (await bench.GraphAsync(url)).IsOk();
        Assert.Empty(first.Value);
        Assert.Null(first.DeltaLink);
        Assert.Equal(expected, (await bench.ReadAllAsync(first.NextLink!)).Items.Count);
    }

    [Fact]
    public async Task Replay_TellsEarlierChangesAgain()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var start = (await bench.GraphAsync("/users/delta?$select=displayName&$deltatoken=latest")).DeltaLink!;
        await bench.ControlAsync("PATCH", $"users/{bench.Tenant.AdminUpn}", new { displayName = "One" });
        var told = (await bench.GraphAsync(start)).IsOk();
        Assert.Single(told.Value);
        await AddAsync(bench, new { match = "users/delta", kind = "replay" });
        var again = (await bench.GraphAsync(told.DeltaLink!)).IsOk();
        Assert.Equal("One", Assert.Single(again.Value).GetProperty("displayName").GetString());
        Assert.Empty((await bench.GraphAsync(again.DeltaLink!)).IsOk().Value);
    }

    [Theory]
    [InlineData("/users?$select=id&$top=10", 15)]
    [InlineData("/users/delta?$select=id", 300)]
    public async Task Duplicate_GivesHalfOfThePageTwice(string url, int expected)
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "users", kind = "duplicate" });
        var page = (await bench.GraphAsync(url)).IsOk();
        Assert.Equal(expected, page.Value.Count);
        Assert.True(page.Value.Select(user => user.GetProperty("id").GetString()).Distinct().Count() < expected);
    }

    [Theory]
    [InlineData("/users?$select=id")]
    [InlineData("/users/delta?$select=id")]
    public async Task EmptyList_ClaimsToBeComplete(string url)
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "users", kind = "empty-list" });
        var page = (await bench.GraphAsync(url)).IsOk();
        Assert.Empty(page.Value);
        Assert.Null(page.NextLink);
    }

    [Fact]
    public async Task Reset_CutsTheConnection()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/users?$top=1")).IsOk();
        await AddAsync(bench, new { match = "users", kind = "reset" });
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.GraphAsync("/users"));
        (await bench.GraphAsync("/users")).IsOk();
    }

    [Fact]
    public async Task Hang_LastsUntilTheCallerGivesUp()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/users?$top=1")).IsOk();
        await AddAsync(bench, new { match = "users", kind = "hang" });
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) };
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Absolute("/users"));
        request.Headers.Add("Authorization", "Bearer " + (await bench.TokenAsync())["access_token"].GetString());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));
        (await bench.GraphAsync("/users")).IsOk();
    }

    [Fact]
    public async Task Slow_AnswersRightInTheEnd()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/users?$top=1")).IsOk();
        await AddAsync(bench, new { match = "users", kind = "slow", delayMs = 200 });
        var begun = TimeProvider.System.GetTimestamp();
        (await bench.GraphAsync("/users")).IsOk();
        Assert.True(TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task Fault_OfTheTokenEndpoint_StrikesThereToo()
    {
        var bench = shared.Bench;
        await AddAsync(bench, new { match = "oauth2/v2.0/token", status = 503, retryAfter = 1 });
        Assert.Equal("1", (await bench.TokenAsync()).Is(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        (await bench.TokenAsync()).IsOk();
    }

    [Fact]
    public async Task Probability_StrikesSome_UntilCleared()
    {
        await using var bench = await SimulatorBench.StartAsync();
        await AddAsync(bench, new { match = "", status = 503, probability = 0.5, times = 0 });
        var struck = 0;
        for (var i = 0; i < 60; i++) struck += (await bench.GraphAsync("/users?$top=1")).Status == HttpStatusCode.OK ? 0 : 1;
        Assert.InRange(struck, 10, 50);
        Assert.Equal(struck, (await bench.ControlAsync("GET", "faults")).IsOk().Json[0].GetProperty("struck").GetInt32());
        (await bench.ControlAsync("DELETE", "faults")).Is(HttpStatusCode.NoContent);
        (await bench.GraphAsync("/users")).IsOk();
    }

    private static async Task AddAsync(SimulatorBench bench, object fault)
    {
        // The token first, so that a fault strikes what the test is about.
        await bench.GraphAsync("/users?$top=1");
        (await bench.ControlAsync("POST", "faults", fault)).Is(HttpStatusCode.Created);
    }
}
