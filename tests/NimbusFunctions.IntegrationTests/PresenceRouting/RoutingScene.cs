using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.IntegrationTests.Tasks;

namespace NimbusFunctions.IntegrationTests.PresenceRouting;

/// <summary>A local edition whose tenant tracks presence every five seconds.</summary>
internal sealed class RoutingScene(LocalEditionFixture edition)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public TaskScene Tasks { get; } = new(edition);

    public string Tenant => Tasks.Tenant;

    public HttpClient System => Tasks.System;

    public async Task TrackAsync(bool tracking = true, bool persist = false, bool showTime = false) => Assert.Equal(200, (await System.CallAsync(
        HttpMethod.Put,
        $"{Tenant}/settings/presence",
        JsonSerializer.Serialize(new { tracking, intervalSeconds = 5, persistUserStates = persist, showTimeInState = showTime }))).Status);

    /// <summary>A member of a team that has a service, and that service.</summary>
    public async Task<(string User, string Service, HttpClient Http)> MemberAsync()
    {
        var (user, http) = await Tasks.MemberAsync();
        var services = (await System.CallAsync(HttpMethod.Get, $"{Tenant}/users/{user}")).Json.GetProperty("memberships");
        return (user, services[0].GetProperty("serviceId").GetString()!, http);
    }

    /// <summary>What somebody does in Teams.</summary>
    public async Task SeeAsync(string user, string availability, string activity)
    {
        using var control = edition.ControlHttp();
        var answer = await control.CallAsync(
            HttpMethod.Put, $"_control/tenants/{edition.TenantId}/users/{user}/presence", JsonSerializer.Serialize(new { availability, activity }));
        Assert.InRange(answer.Status, 200, 204);
    }

    /// <summary>Waits until the list says of the user that he takes work, or why not.</summary>
    public async Task<JsonElement> UntilAsync(string service, string user, string? reason, string query = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var found = (await System.CallAsync(HttpMethod.Get, $"{Tenant}/services/{service}/available-users?all=true&top=1000{query}")).Json
                .GetProperty("value").EnumerateArray().Single(one => one.GetProperty("userId").GetString() == user);
            if (found.GetProperty("reason").GetString() == reason)
                return found;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"Expected {reason ?? "available"}, still {found}");
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
