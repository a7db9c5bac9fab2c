using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Access;

/// <summary>Whatever a caller names, however the store's keys may be made: he is told, and nobody is woken.</summary>
public sealed class ForbiddenKeyTests
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    private static readonly string[] Names =
        ["a#b", "a/b", "a?b", @"a\b", "a\u0001b", "a\u007fb", "a\u0085b", "a\u2028b", "x\n", "\n", "'", "''", "a','b", "a|b", "%2F", "%23", "..", "~", " ", "\ufffd", new('a', 513), new('a', 1_100)];

    // What bodies name things by.
    private static readonly string[] Fields =
    [
        "id", "upn", "displayName", "name", "serviceUpn", "contactId", "widgetKey", "organizationUnitId", "unitId", "parentId", "teamId", "user", "userId", "service", "serviceId",
        "role", "reason", "callbackUrl", "notificationUrl", "clientReference", "value", "customerIdentifier", "externalId", "state", "template", "distributionPolicyId",
    ];

    [Fact]
    public async Task EveryEndpoint_WithSuchAName_NeverFails()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        await NewServiceAsync(system);
        var (wrong, called) = (new List<string>(), 0);
        foreach (var endpoint in Endpoint.AllOf(house).Where(endpoint => endpoint.Required is not null && endpoint.Method.Method != "*"))
        {
            foreach (var name in Names)
            {
                foreach (var (path, body) in Calls(endpoint, name))
                {
                    foreach (var caller in new[] { system, administrator })
                    {
                        called++;
                        if (await FailedAsync(caller, endpoint.Method, path, body))
                            wrong.Add($"{endpoint} with {Printable.Short(name)}: {path[..Math.Min(path.Length, 160)]} {body?[..Math.Min(body.Length, 40)]}");
                    }
                }
            }
        }

        Assert.True(called > 5_000, $"{called} calls");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("a/b@c")]
    [InlineData(@"a\b@c")]
    [InlineData("a#b@c")]
    [InlineData("a?b@c")]
    [InlineData("a','b@c")]
    public async Task Flow_ThatNamesSuchAService_IsToldThatThereIsNone(string upn)
    {
        await using var house = await ApiHouse.StartAsync();
        using var flow = await house.AsAsync(Role.TenantAdministrator);
        var named = new JsonObject { ["serviceUpn"] = upn };

        (await flow.CallAsync(HttpMethod.Post, "v1/ExternalTasks", named.ToJsonString())).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        named["dueDateTimeUtc"] = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O");
        named["targetUri"] = "+41440000000";
        named["destinationUri"] = "+41440000000";
        named["target"] = "+41440000000";
        var entry = await flow.CallAsync(HttpMethod.Post, "v1/scheduler-entries", named.ToJsonString());
        Assert.True((int)entry.Status < 500, $"{(int)entry.Status}");
        (await flow.CallAsync(HttpMethod.Get, $"v1/scheduler-entries?serviceUpn={Uri.EscapeDataString(upn)}")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("x\n")]
    public async Task Visitor_WhoNamesSuchAContact_IsRefusedAsWithAnyOther(string contact)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        await house.SetAcsAsync("interact-acs");
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/interact", """{"enabled":true}""")).IsOk();
        var key = (await system.CallAsync(HttpMethod.Get, $"{Tenant}/interact/widget-key")).IsOk().Text("key");

        var body = new JsonObject { ["widgetKey"] = key, ["contactId"] = contact, ["origin"] = "https://a.example", ["modality"] = "AudioVideo" };
        var refused = await system.CallAsync(HttpMethod.Post, "v1/interact/sessions/validate", body.ToJsonString());

        Assert.True(refused.Status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{(int)refused.Status} {refused.Body}");
    }

    [Theory]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("x\n")]
    public async Task Service_OfSuchAnId_IsNotThereAndIsNotMade(string id)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var path = $"{Tenant}/services/{Uri.EscapeDataString(id)}";

        (await system.CallAsync(HttpMethod.Get, path)).IsProblem(HttpStatusCode.NotFound, "service-not-found");
        (await system.CallAsync(HttpMethod.Put, path, """{"upn":"sales@a.example","displayName":"Sales","assignmentType":"None"}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("a','b@a.example")]
    [InlineData("a\u2028b@a.example")]
    [InlineData("a@a.example\n")]
    public async Task Service_OfSuchAUpnOrMailbox_Is400ThatNamesTheField(string name)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        await NewServiceAsync(system);
        var body = new JsonObject { ["upn"] = name, ["displayName"] = "Sales", ["assignmentType"] = "None" };

        var put = await system.CallAsync(HttpMethod.Put, $"{Tenant}/services/help", body.ToJsonString());
        put.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("upn", put.Json["errors"]!.AsObject().Select(error => error.Key));
        var mailbox = await system.CallAsync(HttpMethod.Patch, $"{Tenant}/services/sales/settings/modalities", new JsonObject { ["mailbox"] = name }.ToJsonString());
        mailbox.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    /// <summary>In each place of the address, in the query, in the continuation, and in the body.</summary>
    private static IEnumerable<(string Path, string? Body)> Calls(Endpoint endpoint, string name)
    {
        var escaped = Uri.EscapeDataString(name);
        if (endpoint.Pattern.Replace("{tenant}", "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal))
        {
            yield return (endpoint.Path(place => place == "tenant" ? ApiHouse.Tenant : escaped), "{}");
            yield return (endpoint.Path(place => place switch { "tenant" => ApiHouse.Tenant, "service" => "sales", "section" => "general", _ => escaped }), Body(name));
        }

        yield return (endpoint.Path(place => place == "tenant" ? escaped : "a"), null);
        // What would end the tenant or its service for the calls that follow.
        if (endpoint.Method == HttpMethod.Delete || endpoint.Pattern.EndsWith("/confirm", StringComparison.Ordinal))
            yield break;
        var usual = endpoint.Path(Usual);
        yield return (usual, Body(name));
        yield return ($"{usual}?continuation={escaped}&search={escaped}&serviceId={escaped}&serviceUpn={escaped}", null);
        yield return ($"{usual}?continuation={ContinuationToken.Encode(name)}", null);
        foreach (var filter in new[] { "serviceId", "serviceUpn", "organizationUnitId", "unitId", "service", "user", "userId", "search", "filter", "queue", "reason", "from", "day" })
        {
            if (endpoint.Method == HttpMethod.Get)
                yield return ($"{usual}?{filter}={escaped}", null);
        }
    }

    private static string Usual(string place) => place switch
    {
        "tenant" => ApiHouse.Tenant,
        "service" => "sales",
        "section" => "general",
        "role" => nameof(Role.WorkflowAdministrator),
        _ => "60000000-0000-0000-0000-000000000006",
    };

    private static string Body(string name)
    {
        var body = new JsonObject();
        foreach (var field in Fields)
            body[field] = name;
        return body.ToJsonString();
    }

    /// <summary>No directory stands behind this house: that it is silent is no failure.</summary>
    private static async Task<bool> FailedAsync(HttpClient caller, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode >= HttpStatusCode.InternalServerError
            && !(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(ProblemTypes.DirectoryUnavailable, StringComparison.Ordinal);
    }

    private static async Task NewServiceAsync(HttpClient system) =>
        (await system.CallAsync(
            HttpMethod.Put, $"{Tenant}/services/sales",
            """{"upn":"sales@a.example","displayName":"Sales","assignmentType":"None","licence":"ContactCenter","modalities":["Outbound","ExternalTask"]}""")).IsOk(HttpStatusCode.Created);
}
