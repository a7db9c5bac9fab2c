using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.IntegrationTests.Tasks;

namespace NimbusFunctions.IntegrationTests.PresencePolling;

/// <summary>Presence over the local edition: what happens in Teams is seen within an interval, and so is what an administrator takes away.</summary>
[Collection(LocalEditionCollection.Name)]
public class PollingTests(LocalEditionFixture edition)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // An interval, the timer's tick, and the slow machine that tests run on.
    private static readonly TimeSpan Soon = Interval * 6;

    // What is refused is tried again each minute.
    private static readonly TimeSpan AMinute = TimeSpan.FromSeconds(100);

    private HttpClient Admin => edition.Client(edition.AdminToken);

    private HttpClient Control => edition.ControlHttp();

    private string Tenant => $"v1/tenants/{edition.TenantId}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_OfAUser_IsSeenSoon()
    {
        await BeginAsync();
        var user = await MemberAsync();

        foreach (var (availability, activity) in new[] { ("Busy", "InACall"), ("Away", "Away"), ("available", "available") })
        {
            await SetAsync(user.Id, availability, activity);
            var seen = await UntilAsync(
                () => Admin.CallAsync(HttpMethod.Get, $"{Tenant}/users/{user.Id}/presence"),
                answer => answer.Status == 200 && answer.Text("activity") == activity,
                Soon);
            Assert.Equal((availability, activity), (seen.Text("availability"), seen.Text("activity")));
        }

        var status = (await Admin.CallAsync(HttpMethod.Get, $"{Tenant}/presence/status")).Json;
        Assert.Equal("Granted", status.GetProperty("permission").GetString());
        Assert.True(status.GetProperty("users").GetInt32() > 0);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("failing").ValueKind);
    }

    [Fact]
    public async Task Permission_TakenAway_IsSaidEverywhereAndComesBackByItself()
    {
        await BeginAsync();
        var user = await MemberAsync();
        await SetAsync(user.Id, "Available", "Available");
        Assert.Equal("working", (await CheckAsync(user.Upn)).Text("result"));

        await ControlAsync(HttpMethod.Delete, "permissions/Presence.Read.All");
        try
        {
            Assert.Equal("permission-missing", (await CheckAsync(user.Upn)).Text("result"));
            var missing = await StatusAsync("Missing");
            Assert.Equal("presence-permission-missing", missing.Text("reason"));
            Assert.Equal(1, missing.Json.GetProperty("shareStale").GetDouble());
            var of = await UntilAsync(
                () => Admin.CallAsync(HttpMethod.Get, $"{Tenant}/users/{user.Id}/presence"),
                answer => answer.Text("reason") == "presence-permission-missing",
                Soon);
            Assert.Equal("presence-permission-missing", of.Text("reason"));
        }
        finally
        {
            await ControlAsync(HttpMethod.Post, "permissions/Presence.Read.All");
        }

        Assert.Equal("working", (await CheckAsync(user.Upn)).Text("result"));
        Assert.Equal(JsonValueKind.Null, (await StatusAsync("Granted")).Json.GetProperty("reason").ValueKind);
    }

    [Fact]
    public async Task Check_TellsWhoIsTheTrouble()
    {
        var user = await MemberAsync();
        await SetAsync(user.Id, "PresenceUnknown", "PresenceUnknown");

        Assert.Equal("user-without-teams", (await CheckAsync(user.Upn)).Text("result"));
        Assert.Equal("user-unknown", (await CheckAsync($"nobody@{edition.Tenant.Domain}")).Text("result"));
        (await Admin.CallAsync(HttpMethod.Post, $"{Tenant}/presence/check", """{"upn":""}""")).IsProblem(400, "upn");
        var member = edition.Client(edition.UserToken(user.Upn));
        (await member.CallAsync(HttpMethod.Post, $"{Tenant}/presence/check", $$"""{"upn":"{{user.Upn}}"}""")).IsProblem(403, "presence");
    }

    [Fact]
    public async Task GrantLink_LeadsToTheTenantsOwnConsent()
    {
        var link = (await Admin.CallAsync(HttpMethod.Get, $"{Tenant}/presence/grant-link")).Text("url")!;

        Assert.Contains($"/{edition.TenantId}/v2.0/adminconsent?client_id={edition.Edition.Simulator.ClientId}", link, StringComparison.Ordinal);
        Assert.Contains("&state=", link, StringComparison.Ordinal);
    }

    private async Task BeginAsync()
    {
        await edition.SyncAsync();
        var system = edition.Client(edition.SystemToken);
        var stored = await system.CallAsync(HttpMethod.Get, $"{Tenant}/settings/presence");
        var section = $$"""{"tracking":true,"intervalSeconds":{{Interval.Seconds}}}""";
        Assert.Equal(200, (await system.CallAsync(HttpMethod.Put, $"{Tenant}/settings/presence", section, ifMatch: stored.ETag)).Status);
        // The interval counts from the next poll on; a new tenant's first one comes within a quarter of one.
        var begun = await UntilAsync(
            () => Admin.CallAsync(HttpMethod.Get, $"{Tenant}/presence/status"),
            answer => answer.Json.GetProperty("users").GetInt32() > 0 && answer.Json.GetProperty("shareStale").GetDouble() < 1,
            AMinute);
        Assert.True(begun.Json.GetProperty("shareStale").GetDouble() < 1, $"{begun.Json}");
    }

    private async Task<(string Id, string Upn)> MemberAsync()
    {
        var (id, _) = await new TaskScene(edition).MemberAsync();
        var users = await edition.Control.UsersAsync(edition.TenantId, Stop);
        return (id, users.Single(user => user.Id == id).UserPrincipalName);
    }

    private Task SetAsync(string user, string availability, string activity) =>
        ControlAsync(HttpMethod.Put, $"users/{user}/presence", $$"""{"availability":"{{availability}}","activity":"{{activity}}"}""");

    private async Task ControlAsync(HttpMethod method, string path, string? body = null) =>
        Assert.InRange((await Control.CallAsync(method, $"_control/tenants/{edition.TenantId}/{path}", body)).Status, 200, 204);

    private Task<Answer> CheckAsync(string upn) => Admin.CallAsync(HttpMethod.Post, $"{Tenant}/presence/check", $$"""{"upn":"{{upn}}"}""");

    private async Task<Answer> StatusAsync(string permission)
    {
        var status = await UntilAsync(
            () => Admin.CallAsync(HttpMethod.Get, $"{Tenant}/presence/status"), answer => answer.Text("permission") == permission, AMinute);
        Assert.Equal(permission, status.Text("permission"));
        return status;
    }

    private static async Task<Answer> UntilAsync(Func<Task<Answer>> call, Func<Answer, bool> isIt, TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await call();
            if (isIt(answer) || TimeProvider.System.GetElapsedTime(start) > patience)
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Stop);
        }
    }
}
