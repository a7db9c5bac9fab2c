using System.Net;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Members, owners, nested groups and teams.</summary>
public class MemberTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public async Task Members_DefaultPage_Has100()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Teams = 1, TeamMembers = 300 });
        var page = (await bench.GraphAsync($"/groups/{bench.Tenant.Teams[0].Id}/members?$select=id")).IsOk();
        Assert.Equal(100, page.Value.Count);
        Assert.NotNull(page.NextLink);
        Assert.All(page.Value, member => Assert.Equal("#microsoft.graph.user", member.GetProperty("@odata.type").GetString()));
        Assert.Equal(300, (await bench.ReadAllAsync($"/groups/{bench.Tenant.Teams[0].Id}/members?$top=999")).Items.Count);
    }

    [Fact]
    public async Task TransitiveMembers_ReachThroughNestedGroups()
    {
        var bench = shared.Bench;
        foreach (var group in (await bench.GraphAsync("/groups?$filter=securityEnabled eq true&$select=id")).IsOk().Value)
        {
            var id = group.GetProperty("id").GetString();
            var direct = (await bench.GraphAsync($"/groups/{id}/members?$top=999")).IsOk().Value;
            if (direct.All(member => member.GetProperty("@odata.type").GetString() != "#microsoft.graph.group")) continue;
            var all = (await bench.GraphAsync($"/groups/{id}/transitiveMembers?$top=999")).IsOk().Value;
            Assert.True(all.Count > direct.Count);
            var users = (await bench.AdvancedAsync($"/groups/{id}/transitiveMembers/microsoft.graph.user/$count")).IsOk();
            Assert.Equal(all.Count(member => member.GetProperty("@odata.type").GetString() == "#microsoft.graph.user"), users.Json.GetInt32());
            return;
        }

        Assert.Fail("There is no nested group.");
    }

    [Fact]
    public async Task Cast_WithoutEventual_IsRefused()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync($"/groups/{bench.Tenant.AdminGroupId}/members/microsoft.graph.user")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(2, (await bench.AdvancedAsync($"/groups/{bench.Tenant.AdminGroupId}/members/graph.user")).IsOk().Value.Count);
        (await bench.GraphAsync($"/groups/{bench.Tenant.AdminGroupId}/members/$count")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Members_WithoutPermissionForUsers_ShowTheirIdOnly()
    {
        await using var bench = await SimulatorBench.StartAsync();
        await bench.ControlAsync("DELETE", "permissions/User.Read.All");
        var members = (await bench.GraphAsync($"/groups/{bench.Tenant.Teams[0].Id}/members?$select=id,displayName")).IsOk().Value;
        Assert.NotEmpty(members);
        Assert.All(members, member => Assert.Equal("null", member.GetProperty("displayName").GetRawText()));
        Assert.All(members, member => Assert.True(member.GetProperty("id").TryGetGuid(out _)));
    }

    [Fact]
    public async Task TeamMembers_TellRoles()
    {
        var bench = shared.Bench;
        var team = bench.Tenant.Teams[0].Id;
        var members = (await bench.GraphAsync($"/teams/{team}/members?$top=999")).IsOk();
        Assert.Equal(members.Value.Count, members["@odata.count"].GetInt32());
        var owners = members.Value.Where(member => member.GetProperty("roles").EnumerateArray().Any(role => role.GetString() == "owner")).ToArray();
        Assert.InRange(owners.Length, 1, 3);
        var user = owners[0].GetProperty("userId").GetString();
        Assert.Single((await bench.GraphAsync($"/teams/{team}/members?$filter=microsoft.graph.aadUserConversationMember/userId eq '{user}'")).IsOk().Value);
    }

    [Fact]
    public async Task Group_UnknownOrNotAGuid_IsToldApart()
    {
        var bench = shared.Bench;
        Assert.Equal("Request_ResourceNotFound", (await bench.GraphAsync($"/groups/{Guid.NewGuid()}/members")).Is(HttpStatusCode.NotFound).ErrorCode);
        Assert.Equal("Request_BadRequest", (await bench.GraphAsync("/groups/admins")).Is(HttpStatusCode.BadRequest).ErrorCode);
        (await bench.GraphAsync($"/teams/{bench.Tenant.AdminGroupId}")).Is(HttpStatusCode.NotFound);
    }
}
