using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>What the documentation shows as examples, the simulator's answers have as well: the same names, of the same kinds.</summary>
public class ExampleShapeTests
{
    [Fact]
    public async Task Answers_HaveEverythingThatTheExamplesHave()
    {
        Contracts.Require("graph-examples");
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 900, TeamMembers = 900 });
        var team = bench.Tenant.Teams[0].Id;
        var members = (await bench.GraphAsync($"/groups/{team}/members?$select=id")).Value.Select(member => member.GetProperty("id").GetString()!).ToArray();
        var users = (await bench.GraphAsync("/users/delta?$select=displayName,givenName,surname&$deltatoken=latest")).DeltaLink!;
        var groups = (await bench.GraphAsync("/groups/delta?$select=displayName,description,members&$deltatoken=latest")).DeltaLink!;
        await bench.ControlAsync("DELETE", $"users/{members[0]}?permanent=true");
        await bench.ControlAsync("DELETE", $"users/{members[1]}");
        await bench.ControlAsync("PATCH", $"users/{members[2]}", new { givenName = "Ida" });
        await bench.ControlAsync("POST", "users", new { givenName = "Ida", surname = "Roth", userPrincipalName = "ida.new@alpenwerk.example" });
        await bench.ControlAsync("POST", $"teams/{team}/members/ida.new@alpenwerk.example");

        await ComparesAsync("users-delta-first-page.json", await bench.GraphAsync("/users/delta?$select=displayName,givenName,surname"));
        await ComparesAsync("users-delta-removed.json", await bench.GraphAsync(users));
        await ComparesAsync("users-delta-no-changes.json", await bench.GraphAsync("/users/delta?$deltatoken=latest"));
        await ComparesAsync("users-delta-last-page.json", await bench.GraphAsync(users));
        await ComparesAsync("groups-delta-first-page-members.json", await bench.GraphAsync("/groups/delta?$select=displayName,description,members"));
        await ComparesAsync("groups-delta-members-removed.json", await bench.GraphAsync(groups));
        await bench.ControlAsync("DELETE", $"teams/{bench.Tenant.Teams[2].Id}");
        await ComparesAsync("groups-delta-group-removed.json", await bench.GraphAsync(groups));
        await ComparesAsync("deleted-groups-list.json", await bench.GraphAsync("/directory/deletedItems/microsoft.graph.group"));
        await ComparesAsync("deleted-groups-list-deletedDateTime.json", await bench.AdvancedAsync("/directory/deletedItems/microsoft.graph.group?$count=true&$orderBy=deletedDateTime asc&$select=id,DisplayName,deletedDateTime"));
        await ComparesAsync("teams-groups-list.json", await bench.GraphAsync("/groups?$select=id,resourceProvisioningOptions"));
        await ComparesAsync("team-members-list.json", await bench.GraphAsync($"/teams/{team}/members"));
        await ComparesAsync("getPresencesByUserId.json", await bench.GraphAsync("/communications/getPresencesByUserId", body: new { ids = members }));
        var principal = (await bench.GraphAsync($"/servicePrincipals(appId='{bench.Server.ClientId}')")).Text("id");
        await ComparesAsync("servicePrincipal-appRoleAssignments.json", await bench.GraphAsync($"/servicePrincipals/{principal}/appRoleAssignments"));
        await ComparesErrorsAsync(bench, users);
    }

    private static async Task ComparesErrorsAsync(SimulatorBench bench, string users)
    {
        await ComparesErrorAsync("error-400-count-without-eventual.json", await bench.GraphAsync("/users/$count"));
        await ComparesErrorAsync("error-400-endswith-without-advanced.json", await bench.GraphAsync("/users?$filter=endsWith(userPrincipalName,'%23EXT%23@contoso.com')"));
        await ComparesErrorAsync("error-400-filter-not-supported.json", await bench.AdvancedAsync("/groups?$filter=createdDateTime ge '2021-11-01'&$count=true"));
        await FaultAsync(bench, new { match = "users", kind = "delta-expired" });
        await ComparesErrorAsync("error-400-delta-token-expired.json", await bench.GraphAsync(users));
        await FaultAsync(bench, new { match = "users", kind = "gone" });
        var gone = await bench.GraphAsync(users);
        await ComparesErrorAsync("error-410-directory-composed.json", gone);
        Assert.NotNull(gone.Header("Location"));
        await FaultAsync(bench, new { match = "users", status = 429, retryAfter = 10 });
        await ComparesErrorAsync("error-429.json", await bench.GraphAsync(users));
        await bench.ControlAsync("DELETE", "permissions/User.Read.All");
        await ComparesErrorAsync("error-403-directory.json", await bench.GraphAsync("/users"));
        await bench.ControlAsync("DELETE", "permissions/Presence.Read.All");
        await ComparesErrorAsync("error-403-presence-captured.json", await bench.GraphAsync($"/users/{Guid.NewGuid()}/presence"));
    }

    private static async Task FaultAsync(SimulatorBench bench, object fault) => await bench.ControlAsync("POST", "faults", fault);

    private static async Task ComparesErrorAsync(string file, Answer answer)
    {
        var example = await ComparesAsync(file, answer);
        Assert.Equal(example.GetProperty("body").GetProperty("error").GetProperty("code").GetString(), answer.ErrorCode);
        Assert.Equal(example.GetProperty("body").GetProperty("error").GetProperty("message").GetString()!.Length == 0, answer["error"].GetProperty("message").GetString()!.Length == 0);
    }

    private static async Task<JsonElement> ComparesAsync(string file, Answer answer)
    {
        var example = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Contracts.Require($"graph-examples/{file}"), TestContext.Current.CancellationToken));
        Assert.Equal(example.GetProperty("status").GetInt32(), (int)answer.Status);
        var missing = Paths(example.GetProperty("body"), "").Except(Paths(answer.Json, "")).ToArray();
        Assert.True(missing.Length == 0, $"{file}: the answer lacks {string.Join(", ", missing)}: {answer.Body[..Math.Min(600, answer.Body.Length)]}");
        return example;
    }

    /// <summary>Every name in a document with its kind; the entries of a list count as one.</summary>
    private static IEnumerable<string> Paths(JsonElement json, string at) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Paths(property.Value, $"{at}.{property.Name}")).Append(at + "{}").Distinct(),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Paths(item, at + "[]")).Append(at + "[]").Distinct(),
        JsonValueKind.True or JsonValueKind.False => [at + ":bool"],
        var kind => [$"{at}:{kind}"],
    };
}
