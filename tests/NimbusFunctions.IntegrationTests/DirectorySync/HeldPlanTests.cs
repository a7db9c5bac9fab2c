using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>More removals than the guard lets pass: nothing goes until somebody approves, and then exactly that.</summary>
public class HeldPlanTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient System => edition.Client(edition.SystemToken);

    private string Sync => $"v1/tenants/{edition.TenantId}/sync";

    [Fact]
    public async Task When_MostOfATenantIsDeleted_Should_HoldItAndCarryOutExactlyWhatIsApproved()
    {
        var before = await UsersAsync();
        var admins = (await edition.Control.UsersAsync(edition.TenantId, Stop)).Where(user => user.UserPrincipalName == edition.Tenant.AdminUpn).Select(user => user.Id);
        var going = before.Except(admins).Take(before.Count * 6 / 10).ToList();
        foreach (var user in going)
            await edition.Control.DeleteUserAsync(edition.TenantId, user, Stop);

        var run = await edition.SyncAsync();
        var plan = (await PlansAsync()).Single();
        var hash = plan.GetProperty("hash").GetString()!;
        Assert.Equal(before, await UsersAsync());
        Assert.Equal(going.Count, run.Counts.Held);
        Assert.Equal(going.Count, plan.GetProperty("waiting").GetInt32());
        Assert.Equal(going.Count, plan.GetProperty("users").GetProperty("SoftDeleted").GetInt32());
        Assert.Equal("threshold", plan.GetProperty("reasons")[0].GetProperty("kind").GetString());
        Assert.Equal(hash, (await UserAsync(going[0])).Json.GetProperty("held").GetProperty("plan").GetString());

        // Whatever comes later is a plan of its own, and what is added goes on meanwhile.
        var joiner = await edition.Control.CreateUserAsync(edition.TenantId, Stop);
        await edition.Control.AddMemberAsync(edition.TenantId, edition.Tenant.Teams[0].Id, joiner.Id, Stop);
        var later = before.Except(going).Except(admins).First();
        await edition.Control.DeleteUserAsync(edition.TenantId, later, Stop);
        await edition.SyncAsync();
        await edition.SyncAsync();
        Assert.Equal([.. before.Except([later]).Append(joiner.Id).Order()], await UsersAsync());

        // One of them comes back, one is approved alone, the rest is approved, and the one who is back stays.
        await edition.Control.RestoreUserAsync(edition.TenantId, going[0], Stop);
        (await DecideAsync(hash, "approve", $$"""{"users":["{{going[1]}}"]}""")).IsAccepted();
        await edition.SyncAsync();
        Assert.Equal([.. before.Except([later, going[1]]).Append(joiner.Id).Order()], await UsersAsync());
        (await DecideAsync(hash, "approve", null)).IsAccepted();
        await edition.SyncAsync();
        Assert.Equal([.. before.Except([later]).Except(going.Skip(1)).Append(joiner.Id).Order()], await UsersAsync());
        Assert.Empty(await PlansAsync());
        (await DecideAsync(hash, "approve", null)).IsProblem(409, hash);
    }

    [Fact]
    public async Task Plan_Unknown_IsNotFound()
    {
        (await DecideAsync("00", "approve", null)).IsProblem(404);
        (await DecideAsync("00", "reject", "{\"users\":[]}")).IsProblem(404);
        (await System.CallAsync(HttpMethod.Get, $"{Sync}/plans/00")).IsProblem(404, "00");
    }

    [Theory]
    [InlineData("""{}""", "paused")]
    [InlineData("""{"paused":true}""", "reason")]
    [InlineData("""{"paused":"yes"}""", "paused")]
    [InlineData("""{"paused":true,"reason":"x","for":1}""", "for")]
    public async Task Pause_BadBody_IsRefused(string body, string names)
    {
        var answer = await System.CallAsync(HttpMethod.Put, $"{Sync}/pause", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(names, answer.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseOfAll_TenantAdministrator_IsForbidden() =>
        (await edition.Client(edition.AdminToken).CallAsync(HttpMethod.Put, "v1/sync/pause", """{"paused":true,"reason":"x"}""")).IsProblem(403, "sync.pauseAll");

    private Task<Answer> DecideAsync(string hash, string decision, string? body) =>
        System.CallAsync(HttpMethod.Post, $"{Sync}/plans/{hash}/{decision}", body);

    private Task<Answer> UserAsync(string id) => System.CallAsync(HttpMethod.Get, $"v1/tenants/{edition.TenantId}/users/{id}");

    private async Task<IReadOnlyList<JsonElement>> PlansAsync() =>
        [.. (await System.CallAsync(HttpMethod.Get, Sync)).Json.GetProperty("heldPlans").EnumerateArray()];

    private async Task<List<string>> UsersAsync() => [.. (await edition.Api.UsersAsync(Stop)).Select(user => user.Id).Order()];
}
