using System.Net;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>Agents are no team's: the sync leaves them, until the directory deletes the user.</summary>
public sealed class AgentSyncTests
{
    [Fact]
    public async Task Sync_OfAgents_TakesOutWhomTheDirectoryDeletedAlone_AndTheServiceStays()
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        using var system = simulated.House.System();
        var team = simulated.Bench.Tenant.Teams[0];
        (await system.CallAsync(HttpMethod.Put, $"{simulated.Tenant}/services/team",
            $$$"""{"upn":"team@alpenwerk.example","displayName":"Team","assignmentType":"MsTeams","teamId":"{{{team.Id}}}"}""")).IsOk(HttpStatusCode.Created);
        var desk = $"{simulated.Tenant}/services/desk";
        (await system.CallAsync(HttpMethod.Put, desk, """{"upn":"desk@alpenwerk.example","displayName":"Desk","assignmentType":"SkillBased","licence":"ContactCenter"}""")).IsOk(HttpStatusCode.Created);
        await simulated.SyncAsync();
        var members = (await system.CallAsync(HttpMethod.Get, $"{simulated.Tenant}/services/team/members")).IsOk().Json["value"]!.AsArray().Select(member => member!["userId"]!.GetValue<string>()).Take(2).ToList();
        foreach (var member in members)
        {
            (await system.CallAsync(HttpMethod.Put, $"{simulated.Tenant}/users/{member}/licences", """{"licences":["ContactCenter"]}""")).IsOk();
            (await system.CallAsync(HttpMethod.Put, $"{desk}/agents/{member}")).IsOk();
        }

        await simulated.SyncAsync();
        Assert.Equal(members.Order(), (await AgentsAsync(system, desk)).Order());

        // Into the bin, where memberships are kept, and then out of it for good.
        (await simulated.Bench.ControlAsync("DELETE", $"users/{members[0]}")).Is(HttpStatusCode.NoContent);
        await SyncSomeTimesAsync(simulated);
        Assert.Equal(members.Order(), (await AgentsAsync(system, desk)).Order());
        (await simulated.Bench.ControlAsync("DELETE", $"users/{members[0]}?permanent=true")).Is(HttpStatusCode.NoContent);
        await SyncSomeTimesAsync(simulated);

        Assert.Equal([members[1]], await AgentsAsync(system, desk));
        var after = (await system.CallAsync(HttpMethod.Get, desk)).IsOk().Json;
        Assert.Equal(("Operational", 1), (after["state"]!.GetValue<string>(), after["members"]!.GetValue<int>()));
        Assert.Contains(members[0], (await system.CallAsync(HttpMethod.Get, $"{desk}/members/history")).IsOk().Json.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task SyncSomeTimesAsync(SimulatedHouse simulated)
    {
        for (var run = 0; run < 3; run++)
            await simulated.SyncAsync();
    }

    private static async Task<IEnumerable<string>> AgentsAsync(HttpClient system, string desk) =>
        [.. (await system.CallAsync(HttpMethod.Get, $"{desk}/agents")).IsOk().Json["value"]!.AsArray().Select(member => member!["userId"]!.GetValue<string>())];
}
