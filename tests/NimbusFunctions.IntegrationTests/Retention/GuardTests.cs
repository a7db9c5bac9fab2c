using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Retention;

/// <summary>What stands before a purge, by hand through the API.</summary>
[Collection(LocalEditionCollection.Name)]
public class GuardTests(LocalEditionFixture edition)
{
    private const string User = "20000000-0000-0000-0000-00000000000a";

    private HttpClient System => edition.Client(edition.SystemToken);

    private HttpClient Admin => edition.Client(edition.AdminToken);

    private string Root => $"v1/tenants/{edition.TenantId}/retention";

    private string Section => $"v1/tenants/{edition.TenantId}/settings/retention";

    [Fact]
    public async Task When_ARetentionIsLowered_Should_HoldItShowBothNumbersAndTakeItBackOnRequest()
    {
        var before = await SectionAsync();
        var lowered = before.DeepClone();
        lowered["tasks"] = 1;
        Assert.Equal(200, (await System.CallAsync(HttpMethod.Put, Section, lowered.ToJsonString())).Status);

        var plan = (await Admin.CallAsync(HttpMethod.Get, $"{Root}/plan")).Json;
        var held = Assert.Single(plan.GetProperty("held").EnumerateArray());
        Assert.Equal("tasks", held.GetProperty("kind").GetString());
        Assert.Equal((730, 1), (held.GetProperty("daysInForce").GetInt32(), held.GetProperty("daysLowered").GetInt32()));
        Assert.Equal(24, (held.GetProperty("until").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalHours, 0.1);
        Assert.True(plan.GetProperty("rows").GetProperty("complete").GetBoolean());

        Assert.Equal(204, (await Admin.CallAsync(HttpMethod.Delete, $"{Root}/plan")).Status);
        Assert.True(JsonNode.DeepEquals(before, await SectionAsync()));
        Assert.Empty((await Admin.CallAsync(HttpMethod.Get, $"{Root}/plan")).Json.GetProperty("held").EnumerateArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100000")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public async Task Put_DaysThatAreNone_NamesTheFieldAndChangesNothing(string days)
    {
        var before = await SectionAsync();
        var section = before.DeepClone();
        section["userStates"] = JsonNode.Parse(days);

        (await System.CallAsync(HttpMethod.Put, Section, section.ToJsonString())).IsProblem(400, "userStates");
        Assert.True(JsonNode.DeepEquals(before, await SectionAsync()));
        Assert.Empty((await Admin.CallAsync(HttpMethod.Get, $"{Root}/plan")).Json.GetProperty("held").EnumerateArray());
    }

    [Fact]
    public async Task Put_ByATenantAdministrator_Is403()
    {
        var section = await SectionAsync();
        section["tasks"] = 700;

        (await Admin.CallAsync(HttpMethod.Put, Section, section.ToJsonString())).IsProblem(403, "settings.retention.tasks");
    }

    [Fact]
    public async Task When_PurgesArePaused_Should_ShowItInThePlanUntilResumed()
    {
        var paused = await Admin.CallAsync(HttpMethod.Put, $"{Root}/pause", """{"paused":true,"reason":"look first"}""");
        Assert.True(paused.Status == 200 && paused.Json.GetProperty("paused").GetBoolean(), $"{paused.Status}: {paused.Json}");
        Assert.Equal("look first", (await PlanAsync()).GetProperty("pause").GetProperty("reason").GetString());

        await Admin.CallAsync(HttpMethod.Put, $"{Root}/pause", """{"paused":false}""");
        Assert.False((await PlanAsync()).GetProperty("pause").GetProperty("paused").GetBoolean());

        await System.CallAsync(HttpMethod.Put, "v1/retention/pause", """{"paused":true,"reason":"all"}""");
        Assert.True((await PlanAsync()).GetProperty("pauseOfAll").GetProperty("paused").GetBoolean());
        Assert.Equal(200, (await System.CallAsync(HttpMethod.Put, "v1/retention/pause", """{"paused":false}""")).Status);
        Assert.False((await System.CallAsync(HttpMethod.Get, "v1/retention/pause")).Json.GetProperty("paused").GetBoolean());
    }

    [Theory]
    [InlineData("""{}""", "paused")]
    [InlineData("""{"paused":true}""", "reason")]
    [InlineData("""{"paused":true,"reason":""}""", "reason")]
    [InlineData("""{"paused":true,"reason":"x","for":1}""", "for")]
    public async Task Pause_BadBody_NamesTheFieldAndChangesNothing(string body, string names)
    {
        (await System.CallAsync(HttpMethod.Put, $"{Root}/pause", body)).IsProblem(400, names);
        Assert.False((await PlanAsync()).GetProperty("pause").GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task PauseOfAll_TenantAdministrator_IsForbidden() =>
        (await Admin.CallAsync(HttpMethod.Put, "v1/retention/pause", """{"paused":true,"reason":"x"}""")).IsProblem(403, "retention.pauseAll");

    [Fact]
    public async Task When_AUserIsHeldTwice_Should_KeepBothHoldsApart()
    {
        var first = await HoldAsync($$"""{"user":"{{User.ToUpperInvariant()}}","reason":"case 1"}""");
        var second = await HoldAsync($$"""{"user":"{{User}}","reason":"case 2"}""");
        Assert.Equal(User, first.Text("user"));
        Assert.StartsWith("user:", first.Text("author"), StringComparison.Ordinal);

        Assert.Equal(204, (await Admin.CallAsync(HttpMethod.Delete, $"{Root}/holds/{first.Text("id")}")).Status);
        (await Admin.CallAsync(HttpMethod.Delete, $"{Root}/holds/{first.Text("id")}")).IsProblem(404);
        Assert.Equal(second.Text("id"), Assert.Single(await HoldsAsync()).GetProperty("id").GetString());
        Assert.Equal(1, (await PlanAsync()).GetProperty("legalHolds").GetInt32());
        Assert.Equal(204, (await Admin.CallAsync(HttpMethod.Delete, $"{Root}/holds/{second.Text("id")}")).Status);
    }

    [Theory]
    [InlineData("""{"user":"20000000-0000-0000-0000-00000000000a"}""", "reason")]
    [InlineData("""{"user":"20000000-0000-0000-0000-00000000000a","reason":" "}""", "reason")]
    [InlineData("""{"reason":"x"}""", "user")]
    [InlineData("""{"user":"somebody","reason":"x"}""", "user")]
    [InlineData("""{"service":"a/b","reason":"x"}""", "service")]
    [InlineData("""{"user":"20000000-0000-0000-0000-00000000000a","service":"a","reason":"x"}""", "service")]
    public async Task Hold_BadBody_NamesTheFieldAndHoldsNothing(string body, string names)
    {
        (await Admin.CallAsync(HttpMethod.Post, $"{Root}/holds", body)).IsProblem(400, names);
        Assert.Empty(await HoldsAsync());
    }

    [Fact]
    public async Task Hold_ReasonTooLong_IsRefused() => (await Admin.CallAsync(
        HttpMethod.Post, $"{Root}/holds", $$"""{"service":"a","reason":"{{new string('x', 501)}}"}""")).IsProblem(400, "reason");

    private async Task<Answer> HoldAsync(string body)
    {
        var answer = await Admin.CallAsync(HttpMethod.Post, $"{Root}/holds", body);
        Assert.True(answer.Status == 201, $"{answer.Status}: {answer.Json}");
        return answer;
    }

    private async Task<IReadOnlyList<JsonElement>> HoldsAsync() =>
        [.. (await Admin.CallAsync(HttpMethod.Get, $"{Root}/holds")).Json.GetProperty("value").EnumerateArray()];

    private async Task<JsonElement> PlanAsync() => (await Admin.CallAsync(HttpMethod.Get, $"{Root}/plan")).Json;

    private async Task<JsonNode> SectionAsync() =>
        JsonNode.Parse((await System.CallAsync(HttpMethod.Get, Section)).Json.GetRawText())!;
}
