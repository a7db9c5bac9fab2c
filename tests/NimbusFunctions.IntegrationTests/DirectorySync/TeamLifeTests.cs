using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>A team is deleted by hand, restored, and deleted for good: the service, its members and both counts follow.</summary>
public class TeamLifeTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient System => edition.Client(edition.SystemToken);

    // The list of teams changes with what is done here.
    private readonly string team = edition.Tenant.Teams[1].Id;

    private string Root => $"v1/tenants/{edition.TenantId}";

    [Fact]
    public async Task When_ATeamIsDeletedRestoredAndDeletedForGood_Should_FollowAndExplainTheCounts()
    {
        // Its users may all go with it: they are more than the default lets pass, so this tenant allows for more.
        await System.CallAsync(HttpMethod.Put, $"{Root}/settings/removals", """{"teamGone":{"users":1000,"percent":100}}""");
        var before = await UsersAsync();
        var service = await ServiceAsync();
        var members = service.GetProperty("members").GetInt32();
        var onlyHere = await OnlyHereAsync();
        Assert.Equal(members, service.GetProperty("visibleUsers").GetInt32());

        await DeleteTeamAsync(permanent: false);
        await SettleAsync();
        service = await ServiceAsync();
        Assert.Equal("TeamSoftDeleted", service.GetProperty("state").GetString());
        Assert.Equal(members, service.GetProperty("members").GetInt32());
        Assert.Equal(members - onlyHere.Count, service.GetProperty("visibleUsers").GetInt32());
        Assert.Contains("bin", service.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal([.. before.Except(onlyHere)], await UsersAsync());
        Assert.Equal(members, (await MembersAsync("members")).Count);

        await RestoreTeamAsync();
        await SettleAsync();
        service = await ServiceAsync();
        Assert.Equal("Operational", service.GetProperty("state").GetString());
        Assert.Equal(before, await UsersAsync());
        Assert.Equal(members, service.GetProperty("visibleUsers").GetInt32());

        await DeleteTeamAsync(permanent: false);
        await SettleAsync();
        await DeleteTeamAsync(permanent: true);
        await SettleAsync();
        service = await ServiceAsync();
        Assert.Equal("TeamGone", service.GetProperty("state").GetString());
        Assert.Equal(0, service.GetProperty("members").GetInt32());
        Assert.Equal([.. before.Except(onlyHere)], await UsersAsync());
        Assert.Equal(members, (await MembersAsync("members/history")).Count(member => member.GetProperty("why").GetString() == "team-gone"));

        // Unprovisioned after its team was deleted: it ends clean.
        Assert.Equal(202, (await System.CallAsync(HttpMethod.Delete, $"{Root}/services/{team}")).Status);
        Assert.Equal(202, (await System.CallAsync(HttpMethod.Post, $"{Root}/services/{team}/provisioning/confirm")).Status);
        await SettleAsync();
        (await System.CallAsync(HttpMethod.Get, $"{Root}/services/{team}")).IsProblem(404);
    }

    [Fact]
    public async Task When_AServiceIsDeletedBeforeItsTeam_Should_EndClean()
    {
        var other = (await edition.Api.ServicesAsync(Stop)).First(service => service.TeamId != team && service.State == "Operational").TeamId;
        await System.CallAsync(HttpMethod.Delete, $"{Root}/services/{other}");
        await System.CallAsync(HttpMethod.Post, $"{Root}/services/{other}/provisioning/confirm");
        await SettleAsync();
        using var control = edition.ControlHttp();
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/teams/{other}?permanent=true", Stop);
        await SettleAsync();

        (await System.CallAsync(HttpMethod.Get, $"{Root}/services/{other}")).IsProblem(404);
        Assert.Empty((await edition.Api.SyncAsync(Stop)).Problems!);
    }

    private async Task<List<string>> OnlyHereAsync()
    {
        var teams = await edition.Control.TeamsAsync(edition.TenantId, Stop);
        var services = (await edition.Api.ServicesAsync(Stop)).Where(service => service.State == "Operational").Select(service => service.TeamId);
        var others = teams.Where(other => other.Id != team && services.Contains(other.Id)).SelectMany(other => other.People).ToHashSet();
        return [.. teams.Single(other => other.Id == team).People.Where(user => !others.Contains(user)).Order()];
    }

    private async Task DeleteTeamAsync(bool permanent)
    {
        using var control = edition.ControlHttp();
        using var answer = await control.DeleteAsync($"_control/tenants/{edition.TenantId}/teams/{team}{(permanent ? "?permanent=true" : "")}", Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task RestoreTeamAsync()
    {
        using var control = edition.ControlHttp();
        using var answer = await control.PostAsync($"_control/tenants/{edition.TenantId}/teams/{team}/restore", null, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task SettleAsync()
    {
        for (var run = 0; run < 5; run++)
        {
            await edition.SyncAsync();
            if ((await edition.Api.SyncAsync(Stop)).Counts is { Unsettled: 0 })
                return;
        }

        Assert.Fail("Something stays unsettled.");
    }

    private async Task<JsonElement> ServiceAsync() => (await System.CallAsync(HttpMethod.Get, $"{Root}/services/{team}")).Json;

    private async Task<IReadOnlyList<JsonElement>> MembersAsync(string list) =>
        [.. (await System.CallAsync(HttpMethod.Get, $"{Root}/services/{team}/{list}")).Json.GetProperty("value").EnumerateArray()];

    private async Task<List<string>> UsersAsync() => [.. (await edition.Api.UsersAsync(Stop)).Select(user => user.Id).Order()];
}
