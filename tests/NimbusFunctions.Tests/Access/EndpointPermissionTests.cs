using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Access;

/// <summary>Every endpoint for every role, through HTTP, by the table.</summary>
public sealed class EndpointPermissionTests
{
    private const string Somebody = "60000000-0000-0000-0000-000000000006";

    // What anybody with a token may learn: that there is nothing else here.
    private static readonly string[] WithoutPermission = ["{**path}"];

    [Fact]
    public async Task EveryEndpoint_OfTheApi_AsksForAPermissionOfTheTable()
    {
        await using var house = await ApiHouse.StartAsync();
        var endpoints = OfApi(house);

        Assert.True(endpoints.Count > 80, $"{endpoints.Count} endpoints were found.");
        Assert.Empty(endpoints.Where(endpoint => endpoint.Required is null || !PermissionTable.Names.Contains(endpoint.Required.Permission)).Select(endpoint => endpoint.ToString()));
    }

    [Fact]
    public async Task EveryEndpoint_ForEveryRole_RefusesWhereTheTableHasNoLetter()
    {
        await using var house = await ApiHouse.StartAsync();
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var caller = await house.AsAsync(role);
            foreach (var endpoint in OfApi(house))
            {
                // Of those that every user of the tenant may call, the endpoint decides and has tests of its own.
                if (!endpoint.Required!.AnyUser)
                    await CheckAsync(caller, endpoint, PermissionTable.Of(endpoint.Required.Permission, role).HasFlag(endpoint.Required.Letter), role.ToString(), wrong);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryEndpoint_ForSomebodyWithoutARole_RefusesAndWithoutATokenToo()
    {
        await using var house = await ApiHouse.StartAsync();
        using var nobody = await house.AsAsync(null);
        using var stranger = house.Client(SaidIdentity.User("70000000-0000-0000-0000-000000000007", Somebody));
        // A customer's own app role, and a daemon of the operator that has another one.
        using var daemon = house.Client(SaidIdentity.App(ApiHouse.Tenant, CallerReader.SystemAdministratorAppRole));
        using var other = house.Client(SaidIdentity.App(ApiHouse.Operator, "Some.Role"));
        using var anonymous = new HttpClient { BaseAddress = nobody.BaseAddress };
        var wrong = new List<string>();
        foreach (var endpoint in OfApi(house))
        {
            foreach (var (caller, name) in new[] { (nobody, "nobody"), (stranger, "stranger"), (daemon, "daemon"), (other, "other") })
            {
                if (!endpoint.Required!.AnyUser || caller != nobody)
                    await CheckAsync(caller, endpoint, false, name, wrong);
            }

            if ((await CallAsync(anonymous, endpoint)).Status != HttpStatusCode.Unauthorized)
                wrong.Add($"{endpoint} without a token");
        }

        Assert.Empty(wrong);
    }

    private static async Task CheckAsync(HttpClient caller, Endpoint endpoint, bool may, string who, List<string> wrong)
    {
        var (status, body) = await CallAsync(caller, endpoint);
        var required = endpoint.Required!;
        if (may ? status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized || (int)status >= 500 : status != HttpStatusCode.Forbidden)
            wrong.Add($"{who}: {endpoint} ({required.Permission}, {required.Letter}) was {(int)status}");
        else if (!may && !body.Contains($"{required.Permission} ({required.Letter.ToString().ToLowerInvariant()}) is missing", StringComparison.Ordinal))
            wrong.Add($"{who}: {endpoint} does not name {required.Permission}");
    }

    /// <summary>Without a body, so that whoever may is told that one is missing, and nothing is changed.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> CallAsync(HttpClient caller, Endpoint endpoint)
    {
        using var request = new HttpRequestMessage(endpoint.Method, endpoint.Path(Value));
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Value(string name) => name switch
    {
        "tenant" => ApiHouse.Tenant,
        "section" => "general",
        "service" => "service",
        "role" => nameof(Role.WorkflowAdministrator),
        _ => Somebody,
    };

    private static List<Endpoint> OfApi(ApiHouse house) =>
        [.. Endpoint.AllOf(house).Where(endpoint => (endpoint.Pattern.Contains("v1/", StringComparison.Ordinal) || endpoint.Pattern.Contains("v2/", StringComparison.Ordinal)) && !WithoutPermission.Any(endpoint.Pattern.EndsWith))];
}
