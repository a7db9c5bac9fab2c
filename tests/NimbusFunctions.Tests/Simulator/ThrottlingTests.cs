using System.Globalization;
using System.Net;
using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>The documented limits.</summary>
public class ThrottlingTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public void Bucket_TakenFasterThanItFills_RunsDryAndRecovers()
    {
        var time = new SteppedTime();
        var bucket = new TokenBucket(100, TimeSpan.FromSeconds(10), time);
        for (var i = 0; i < 10; i++) Assert.Null(bucket.Take(10, out _));
        var wait = bucket.Take(10, out var used);
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
        Assert.Equal(1.1, used, 3);
        time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Null(bucket.Take(10, out _));
    }

    [Fact]
    public void Bucket_AskedWhileDry_CountsOnTo180Percent()
    {
        var bucket = new TokenBucket(100, TimeSpan.FromSeconds(10), new SteppedTime());
        var used = 0.0;
        for (var i = 0; i < 50; i++) bucket.Take(10, out used);
        Assert.Equal(1.8, used, 3);
    }

    [Theory]
    [InlineData(49, 3500)]
    [InlineData(50, 5000)]
    [InlineData(500, 5000)]
    [InlineData(501, 8000)]
    public void UnitsFor_DirectorySize_AreAsDocumented(int users, int units) => Assert.Equal(units, TenantThrottle.UnitsFor(users));

    [Theory]
    [InlineData("/users?$top=100", "2")]
    [InlineData("/users?$top=100&$select=id", "1")]
    [InlineData("/users?$top=19&$select=id", "1")]
    [InlineData("/users/delta", "1")]
    [InlineData("/groups/{team}/members", "3")]
    [InlineData("/groups/{team}/members?$select=id", "2")]
    [InlineData("/groups/{team}/members?$top=5&$select=id", "1")]
    [InlineData("/groups/{team}/transitiveMembers", "5")]
    public async Task Answer_TellsItsResourceUnits(string url, string units)
    {
        var bench = shared.Bench;
        var answer = await bench.GraphAsync(url.Replace("{team}", bench.Tenant.Teams[0].Id, StringComparison.Ordinal));
        Assert.Equal(units, answer.IsOk().Header("x-ms-resource-unit"));
        Assert.NotNull(answer.Header("request-id"));
        Assert.Null(answer.Header("x-ms-throttle-limit-percentage"));
    }

    [Fact]
    public async Task TenantOverItsUnits_IsThrottledUntilRetryAfter()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Throttling = true, Users = 40, Teams = 1 }, time);
        var url = $"/groups/{bench.Tenant.Teams[0].Id}/transitiveMembers";
        Answer answer;
        var calls = 0;
        Answer? warned = null;
        do
        {
            answer = await bench.GraphAsync(url);
            calls++;
            if (answer.Header("x-ms-throttle-limit-percentage") is not null) warned ??= answer;
        }
        while (answer.Status == HttpStatusCode.OK);
        Assert.Equal(701, calls);
        Assert.Equal("0.8", warned!.Header("x-ms-throttle-limit-percentage"));
        Assert.Equal("TooManyRequests", answer.Is(HttpStatusCode.TooManyRequests).ErrorCode);
        Assert.NotNull(answer.Header("x-ms-throttle-scope"));
        Assert.NotNull(answer.Header("x-ms-throttle-information"));
        var wait = double.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture);
        Assert.InRange(wait, 0.001, 10);
        time.Advance(TimeSpan.FromSeconds(wait + 0.1));
        (await bench.GraphAsync(url)).IsOk();
    }

    [Fact]
    public async Task OneTeam_TakesFourRequestsASecond()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Throttling = true }, time);
        var url = $"/teams/{bench.Tenant.Teams[0].Id}/members";
        for (var i = 0; i < 4; i++) (await bench.GraphAsync(url)).IsOk();
        (await bench.GraphAsync(url)).Is(HttpStatusCode.TooManyRequests);
        (await bench.GraphAsync($"/teams/{bench.Tenant.Teams[1].Id}/members")).IsOk();
    }

    [Fact]
    public async Task Presence_Takes1500RequestsIn30Seconds()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Throttling = true }, time);
        var tenant = bench.Server.World.Tenants[0];
        for (var i = 0; i < 1500; i++) Assert.Null(tenant.Throttle.Take(LimitKind.Presence, 1, null, bench.Server.World.AppThrottle).Wait);
        (await bench.GraphAsync("/communications/getPresencesByUserId", body: new { ids = new[] { Guid.NewGuid() } })).Is(HttpStatusCode.TooManyRequests);
        (await bench.GraphAsync("/users?$top=1")).IsOk();
    }
}
