using System.Net;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Presence as the app reads it.</summary>
public class PresenceTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    private const string ByIds = "/communications/getPresencesByUserId";

    [Fact]
    public async Task Presence_SetByControl_IsReadInTheSameWords()
    {
        var bench = shared.Bench;
        var user = (await bench.GraphAsync("/users?$select=id&$top=1")).Value[0].GetProperty("id").GetString();
        (await bench.ControlAsync("PUT", $"users/{user}/presence", new { availability = "busy", activity = "SomethingNew" })).IsOk();
        foreach (var url in new[] { $"/users/{user}/presence", $"/communications/presences/{user}" })
        {
            var presence = (await bench.GraphAsync(url)).IsOk();
            Assert.Equal("busy", presence.Text("availability"));
            Assert.Equal("SomethingNew", presence.Text("activity"));
        }

        var all = (await bench.GraphAsync(ByIds, body: new { ids = new[] { user } })).IsOk();
        Assert.Equal("SomethingNew", Assert.Single(all.Value).GetProperty("activity").GetString());
    }

    [Fact]
    public async Task ByIds_LeavesOutWhoIsNotThere()
    {
        var bench = shared.Bench;
        var users = (await bench.GraphAsync("/users?$select=id&$top=3")).Value.Select(user => user.GetProperty("id").GetString()!).ToArray();
        await bench.ControlAsync("DELETE", $"users/{users[1]}");
        var answer = (await bench.GraphAsync(ByIds, body: new { ids = users.Append(Guid.NewGuid().ToString()) })).IsOk();
        Assert.Equal([users[0], users[2]], answer.Value.Select(presence => presence.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task ByIds_Takes650AndNoMore()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 700 });
        var users = (await bench.GraphAsync("/users?$select=id&$top=999")).Value.Select(user => user.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(650, (await bench.GraphAsync(ByIds, body: new { ids = users.Take(650) })).IsOk().Value.Count);
        (await bench.GraphAsync(ByIds, body: new { ids = users.Take(651) })).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync(ByIds, body: new { ids = new[] { "me" } })).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync(ByIds, body: "[]")).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync($"/users/{bench.Tenant.AdminUpn}/presence")).Is(HttpStatusCode.BadRequest);
    }
}
