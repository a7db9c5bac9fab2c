using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Access;

namespace NimbusFunctions.Tests.Api;

/// <summary>A parameter that an endpoint does not know is an error, whichever endpoint it is.</summary>
public sealed class UnknownParameterTests
{
    private const string Unknown = "topp";

    // The published connector's, which never refused one: flows that run must go on.
    private static readonly string[] Published =
    [
        "v1/tasks/events", "v1/tasks/modalities", "v1/tasks/directions", "v1/tasks/service-contacts", "v1/tasks/users-for-preferred-routing",
        "v1/scheduler-entries/events", "v1/scheduler-entries/distribution-priorities", "v1/scheduler-entries/service-contacts",
        "v1/ExternalTasks/distribution-priorities", "v1/ExternalTasks/service-contacts", "v1/diagnostics/testconnection",
    ];

    private static readonly string[] Exceptions =
    [
        .. Published,
        // Platforms ask it in their own ways, and somebody who looks whether the app lives has no use for a 400.
        "health/live", "health/ready",
        // A browser asks for them, from links that mail programs and portals lengthen; Entra adds its own to the callback.
        "ops/", "ops/{name}.js", "ops/{name}.css", "ops/signin", "ops/callback", "ops/session",
    ];

    // About the tenant of the caller's token.
    private static readonly string[] OfOneself = ["v1/triggers", "v1/scheduler-entries", "v2/"];

    [Fact]
    public async Task EveryReading_WithAParameterThatItDoesNotKnow_NamesIt()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var readings = Endpoint.AllOf(house).Where(endpoint => endpoint.Method == HttpMethod.Get).ToList();
        var wrong = new List<string>();
        foreach (var endpoint in readings.Where(endpoint => !Exceptions.Contains(endpoint.Pattern)))
        {
            var path = $"{endpoint.Path(name => name == "tenant" ? ApiHouse.Tenant : Guid.Empty.ToString())}?{Unknown}=5";
            var answer = await (OfOneself.Any(root => path.StartsWith(root, StringComparison.Ordinal)) ? administrator : system).CallAsync(HttpMethod.Get, path);
            if (answer.Status != HttpStatusCode.BadRequest || answer.Json["errors"]?[Unknown] is null)
                wrong.Add($"{endpoint} answered {(int)answer.Status}");
        }

        Assert.True(readings.Count > 80, $"{readings.Count} readings were found.");
        Assert.Empty(wrong);
        Assert.Empty(Exceptions.Except(readings.Select(endpoint => endpoint.Pattern)));
    }

    [Fact]
    public async Task Published_WithAParameterThatNobodyKnows_AnswerAsEver()
    {
        await using var house = await ApiHouse.StartAsync();
        using var owner = await house.AsAsync(Role.TeamOwner);

        foreach (var path in Published)
        {
            using var answer = await owner.GetAsync(new Uri($"{path}?api-version=2016-11-01", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("DELETE", "users/50000000-0000-0000-0000-000000000005/roles/TenantAdministrator?unti=1", "unti")]
    [InlineData("DELETE", "services/service?unti=1", "unti")]
    [InlineData("POST", "sync?dryrunn=true", "dryrunn")]
    public async Task Change_WithAParameterThatItDoesNotKnow_NamesItAndChangesNothing(string method, string path, string name)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        var answer = await system.CallAsync(new HttpMethod(method), $"v1/tenants/{ApiHouse.Tenant}/{path}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Json["errors"]![name]);
    }

    [Fact]
    public async Task UnknownParameter_ByWhoeverMayNotCall_IsForbiddenAsEver()
    {
        await using var house = await ApiHouse.StartAsync();
        using var nobody = await house.AsAsync(null);

        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.CallAsync(HttpMethod.Get, $"v1/tenants/{ApiHouse.Tenant}/settings?{Unknown}=5")).Status);
    }
}
