using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Every kind of answer of the simulated Graph against Graph's own description.</summary>
public class GraphContractTests
{
    [Fact]
    public async Task EveryAnswer_AgainstTheOpenApiDescription_IsAsDescribed()
    {
        var description = OpenApiSubset.Load();
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Mischief = true });
        var errors = new List<string>();
        foreach (var (method, url, body) in await RequestsAsync(bench)) await CheckAsync(bench, description, method, url, body, errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(40)));
    }

    private static async Task CheckAsync(SimulatorBench bench, OpenApiSubset description, string method, string url, object? body, List<string> errors)
    {
        var next = url;
        for (var page = 0; page < 4 && next is not null; page++)
        {
            var answer = await bench.GraphAsync(next, new HttpMethod(method), body, ("ConsistencyLevel", "eventual"));
            errors.AddRange(description.Check(method, url, answer.Status, answer.Json));
            if (url == "/$batch" && answer.Status == HttpStatusCode.OK) CheckItems(description, answer, body!, errors);
            next = answer.Json.ValueKind == JsonValueKind.Object ? answer.NextLink : null;
        }
    }

    private static void CheckItems(OpenApiSubset description, Answer answer, object body, List<string> errors)
    {
        var requests = JsonSerializer.SerializeToElement(body).GetProperty("requests").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);
        foreach (var response in answer["responses"].EnumerateArray())
        {
            var request = requests[response.GetProperty("id").GetString()!];
            errors.AddRange(description.Check(
                request.GetProperty("method").GetString()!, request.GetProperty("url").GetString()!,
                (HttpStatusCode)response.GetProperty("status").GetInt32(), response.GetProperty("body")));
        }
    }

    private static async Task<IEnumerable<(string Method, string Url, object? Body)>> RequestsAsync(SimulatorBench bench)
    {
        var team = bench.Tenant.Teams[0].Id;
        var members = (await bench.GraphAsync($"/groups/{team}/members?$select=id")).Value.Select(member => member.GetProperty("id").GetString()!).ToArray();
        var (user, gone, erased) = (members[0], members[1], members[2]);
        var latestUsers = (await bench.GraphAsync("/users/delta?$select=displayName,department,mail&$deltatoken=latest")).DeltaLink!;
        var latestGroups = (await bench.GraphAsync("/groups/delta?$select=displayName,members,owners&$deltatoken=latest")).DeltaLink!;
        await bench.ControlAsync("DELETE", $"users/{gone}");
        await bench.ControlAsync("DELETE", $"users/{erased}?permanent=true");
        await bench.ControlAsync("PATCH", $"users/{user}", new { department = (string?)null });
        await bench.ControlAsync("DELETE", $"teams/{bench.Tenant.Teams[^1].Id}");
        await bench.ControlAsync("DELETE", $"teams/{bench.Tenant.Teams[^2].Id}?permanent=true");
        await bench.ControlAsync("POST", $"teams/{team}/members/{bench.Tenant.AdminUpn}?role=owner");
        var principal = (await bench.GraphAsync($"/servicePrincipals(appId='{bench.Server.ClientId}')"))["id"].GetString();
        var relative = (string link) => link[(link.IndexOf("/v1.0", StringComparison.Ordinal) + 5)..];
        string[] gets =
        [
            "/users", "/users?$select=id,displayName,department&$top=5&$count=true", "/users/" + user, $"/users/{bench.Tenant.AdminUpn}?$select=id,createdDateTime,proxyAddresses,accountEnabled",
            "/users/" + gone, "/users/nobody@nowhere.example", "/users/$count", "/users?$filter=nonsense", "/users?$select=shoeSize", "/users?$skip=3",
            $"/users?$filter=id in ('{user}','{gone}')", "/users?$search=\"displayName:an\"&$count=true", "/users?$orderby=displayName desc&$top=3",
            "/users/delta", "/users/delta()", "/users/delta?$select=id,department,mail", "/users/delta?$deltatoken=latest", "/users/delta?$deltatoken=xyz", relative(latestUsers),
            "/groups", "/groups?$filter=resourceProvisioningOptions/Any(x:x eq 'Team')&$select=id,displayName", "/groups/" + team, "/groups/" + Guid.Empty, "/groups/12", "/groups/$count",
            "/groups/delta", "/groups/delta?$select=id,displayName,resourceProvisioningOptions,members,owners", relative(latestGroups),
            $"/groups/{team}/members", $"/groups/{team}/members?$top=2&$select=id,displayName", $"/groups/{team}/owners", $"/groups/{bench.Tenant.AdminGroupId}/members",
            $"/groups/{team}/transitiveMembers", $"/groups/{team}/transitiveMembers/microsoft.graph.user", $"/groups/{team}/transitiveMembers/microsoft.graph.user/$count",
            $"/groups/{team}/members/microsoft.graph.user?$filter=startsWith(displayName,'a')", $"/groups/{team}/transitiveMembers/$count",
            $"/teams/{team}", $"/teams/{team}/members", $"/teams/{team}/members?$filter=roles/any(r:r eq 'owner')", $"/teams/{bench.Tenant.AdminGroupId}", "/teams/x",
            "/directory/deletedItems/microsoft.graph.user", "/directory/deletedItems/microsoft.graph.group?$count=true&$orderby=deletedDateTime asc&$select=id,displayName,deletedDateTime",
            "/directory/deletedItems/graph.group", $"/communications/presences/{user}", $"/users/{user}/presence", $"/users/{gone}/presence",
            $"/servicePrincipals(appId='{bench.Server.ClientId}')", $"/servicePrincipals?$filter=appId eq '{bench.Server.ClientId}'", $"/servicePrincipals/{principal}/appRoleAssignments",
            "/unknown", "/directory/deletedItems",
        ];
        return
        [
            .. gets.Select(url => ("GET", url, (object?)null)),
            ("POST", "/communications/getPresencesByUserId", new { ids = members }),
            ("POST", "/communications/getPresencesByUserId", new { ids = Array.Empty<string>() }),
            ("POST", "/$batch", new { requests = gets.Where(url => !url.Contains('|', StringComparison.Ordinal)).Take(20).Select((url, i) => new { id = $"{i}", method = "GET", url }) }),
            ("POST", "/$batch", new { requests = gets.Skip(20).Take(20).Select((url, i) => new { id = $"{i}", method = "GET", url = url.TrimStart('/') }) }),
            ("POST", "/$batch", "not json"),
            ("DELETE", "/users/" + user, null),
        ];
    }
}
