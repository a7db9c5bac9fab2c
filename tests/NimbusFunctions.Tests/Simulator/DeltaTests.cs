using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>/users/delta and /groups/delta, rule by rule.</summary>
public class DeltaTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    private const string Latest = "&$deltatoken=latest";

    [Fact]
    public async Task FirstRound_OfUsers_GivesEverybodyInPagesOf200()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var first = (await bench.GraphAsync("/users/delta?$select=displayName&$top=5")).IsOk();
        Assert.Equal(200, first.Value.Count);
        Assert.Null(first.DeltaLink);
        var second = (await bench.GraphAsync(first.NextLink!)).IsOk();
        Assert.Equal(100, second.Value.Count);
        Assert.NotNull(second.DeltaLink);
        Assert.All(second.Value, user => Assert.Equal(["id", "displayName"], user.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public async Task FirstRound_OfUsers_LeavesOutWhatWasNeverSet()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (users, _) = await bench.ReadAllAsync("/users/delta?$select=id,department,mail");
        Assert.Contains(users, user => !user.TryGetProperty("department", out _));
        Assert.DoesNotContain(users, user => user.TryGetProperty("department", out var department) && department.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task ClearedProperty_ComesAsNull()
    {
        var bench = shared.Bench;
        var user = await WithDepartmentAsync(bench);
        var link = await LinkAsync(bench, "/users/delta?$select=displayName,department");
        await bench.ControlAsync("PATCH", $"users/{user}", new { department = (string?)null });
        var changed = Assert.Single((await bench.GraphAsync(link)).IsOk().Value);
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("department").ValueKind);
        Assert.True(changed.TryGetProperty("displayName", out _));
    }

    [Fact]
    public async Task ReturnMinimal_OnDeltaLink_GivesOnlyWhatChanged()
    {
        var bench = shared.Bench;
        var user = await WithDepartmentAsync(bench);
        var link = await LinkAsync(bench, "/users/delta?$select=displayName,department");
        await bench.ControlAsync("PATCH", $"users/{user}", new { department = "Night Shift" });
        var changed = Assert.Single((await bench.GraphAsync(link, headers: ("Prefer", "return=minimal"))).Value);
        Assert.Equal(["id", "department"], changed.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task ChangeOfUnselectedProperty_IsNotTold()
    {
        var bench = shared.Bench;
        var user = await WithDepartmentAsync(bench);
        var link = await LinkAsync(bench, "/users/delta?$select=displayName");
        await bench.ControlAsync("PATCH", $"users/{user}", new { department = "Night Shift" });
        var round = (await bench.GraphAsync(link)).IsOk();
        Assert.Empty(round.Value);
        Assert.NotEqual(link, round.DeltaLink);
    }

    [Fact]
    public async Task User_DeletedRestoredErased_IsToldByReason()
    {
        var bench = shared.Bench;
        var user = await WithDepartmentAsync(bench);
        var link = await LinkAsync(bench, "/users/delta?$select=displayName");
        await bench.ControlAsync("DELETE", $"users/{user}");
        (var reason, link) = await ReasonAsync(bench, link);
        Assert.Equal("changed", reason);
        await bench.ControlAsync("POST", $"users/{user}/restore");
        (reason, link) = await ReasonAsync(bench, link);
        Assert.Null(reason);
        await bench.ControlAsync("DELETE", $"users/{user}?permanent=true");
        (reason, _) = await ReasonAsync(bench, link);
        Assert.Equal("deleted", reason);
    }

    [Fact]
    public async Task SoftDeletedUser_KeepsMemberships_UntilErased()
    {
        var bench = shared.Bench;
        var team = bench.Tenant.Teams[0].Id;
        var user = (await bench.GraphAsync($"/groups/{team}/members?$select=id")).Value[1].GetProperty("id").GetString();
        var link = await LinkAsync(bench, "/groups/delta?$select=displayName,members,owners");
        await bench.ControlAsync("DELETE", $"users/{user}");
        var after = (await bench.GraphAsync(link)).IsOk();
        Assert.Empty(after.Value);
        Assert.DoesNotContain((await bench.GraphAsync($"/groups/{team}/members?$select=id&$top=999")).Value, member => member.GetProperty("id").GetString() == user);
        await bench.ControlAsync("DELETE", $"users/{user}?permanent=true");
        var group = Assert.Single((await bench.GraphAsync(after.DeltaLink!)).Value, entry => entry.GetProperty("id").GetString() == team);
        var gone = Assert.Single(group.GetProperty("members@delta").EnumerateArray().ToArray());
        Assert.Equal(user, gone.GetProperty("id").GetString());
        Assert.Equal("deleted", gone.GetProperty("@removed").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task OwnersWithoutMembers_ShowUpOnlyWhenSelected()
    {
        var bench = shared.Bench;
        var team = bench.Tenant.Teams[1].Id;
        var withOwners = await LinkAsync(bench, "/groups/delta?$select=id,owners");
        var byDefault = await LinkAsync(bench, "/groups/delta?x=y");
        await bench.ControlAsync("POST", $"teams/{team}/members/{bench.Tenant.AdminUpn}?role=owner-only");
        var group = Assert.Single((await bench.GraphAsync(withOwners)).Value);
        Assert.Single(group.GetProperty("owners@delta").EnumerateArray().ToArray());
        Assert.False(group.TryGetProperty("members@delta", out _));
        Assert.Empty((await bench.GraphAsync(byDefault)).Value);
    }

    [Fact]
    public async Task LargeGroup_IsSplitOverPages()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 1500, Teams = 2, TeamMembers = 1500 });
        var pages = new List<Answer>();
        for (var next = "/groups/delta?$select=id,members"; next is not null; next = pages[^1].NextLink) pages.Add((await bench.GraphAsync(next)).IsOk());
        var parts = pages.Count(page => page.Value.Any(group => group.GetProperty("id").GetString() == bench.Tenant.Teams[0].Id));
        Assert.InRange(parts, 2, 10);
        Assert.All(pages, page => Assert.InRange(page.Value.Sum(Relations), 0, 400));
        var copy = new DeltaCopy();
        foreach (var entry in pages.SelectMany(page => page.Value)) copy.Merge(entry);
        var listed = await bench.ReadAllAsync($"/groups/{bench.Tenant.Teams[0].Id}/members?$select=id");
        Assert.Equal(listed.Items.Count, copy.Relations[bench.Tenant.Teams[0].Id].Count);

        static int Relations(JsonElement group) => group.TryGetProperty("members@delta", out var members) ? members.GetArrayLength() : 0;
    }

    [Fact]
    public async Task Filter_ByIds_TellsOnlyThose()
    {
        var bench = shared.Bench;
        var (one, other) = (bench.Tenant.Teams[5].Id, bench.Tenant.Teams[6].Id);
        var link = await LinkAsync(bench, $"/groups/delta?$select=id,members&$filter=id eq '{one}'");
        await bench.ControlAsync("POST", $"teams/{other}/members/{bench.Tenant.AdminUpn}?role=owner");
        await bench.ControlAsync("PATCH", $"teams/{one}", new { displayName = "Renamed" });
        await bench.ControlAsync("DELETE", $"teams/{one}");
        var told = Assert.Single((await bench.GraphAsync(link)).Value);
        Assert.Equal(one, told.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Filter_WithMoreThan50Ids_IsRefused()
    {
        var bench = shared.Bench;
        var ids = string.Join(" or ", Enumerable.Range(0, 51).Select(_ => $"id eq '{Guid.NewGuid()}'"));
        (await bench.GraphAsync($"/groups/delta?$filter={ids}")).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync("/users/delta?$filter=displayName eq 'x'")).Is(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(6.9, HttpStatusCode.OK)]
    [InlineData(7.1, HttpStatusCode.BadRequest)]
    public async Task Token_After7Days_HasExpired(double days, HttpStatusCode expected)
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(time: time);
        var link = await LinkAsync(bench, "/users/delta?$select=id");
        time.Advance(TimeSpan.FromDays(days));
        bench.ForgetToken();
        var answer = (await bench.GraphAsync(link)).Is(expected);
        if (expected == HttpStatusCode.BadRequest) Assert.Equal("syncStateNotFound", answer.ErrorCode);
    }

    [Fact]
    public async Task Token_ChangedOrOfAnotherKind_IsBadlyFormed()
    {
        var bench = shared.Bench;
        var link = await LinkAsync(bench, "/users/delta?$select=id");
        (await bench.GraphAsync(link.Replace("/users/", "/groups/", StringComparison.Ordinal))).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync(link[..^3] + "AAA")).Is(HttpStatusCode.BadRequest);
        (await bench.GraphAsync(link + "&$select=id")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task DeltaOfAnotherRun_HasExpired()
    {
        string link;
        await using (var earlier = await SimulatorBench.StartAsync()) link = new Uri(await LinkAsync(earlier, "/users/delta?$select=id")).PathAndQuery["/v1.0".Length..];
        await using var bench = await SimulatorBench.StartAsync();
        Assert.Equal("syncStateNotFound", (await bench.GraphAsync(link)).Is(HttpStatusCode.BadRequest).ErrorCode);
    }

    private static async Task<string> LinkAsync(SimulatorBench bench, string url)
    {
        var answer = (await bench.GraphAsync(url + Latest)).IsOk();
        Assert.Empty(answer.Value);
        return answer.DeltaLink!;
    }

    private static async Task<string> WithDepartmentAsync(SimulatorBench bench)
    {
        var users = (await bench.GraphAsync("/users?$select=id,department")).Value;
        return users.Last(user => user.GetProperty("department").ValueKind == JsonValueKind.String).GetProperty("id").GetString()!;
    }

    private static async Task<(string? Reason, string Link)> ReasonAsync(SimulatorBench bench, string link)
    {
        var answer = (await bench.GraphAsync(link)).IsOk();
        var entry = Assert.Single(answer.Value);
        return (entry.TryGetProperty("@removed", out var removed) ? removed.GetProperty("reason").GetString() : null, answer.DeltaLink!);
    }
}
