using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Access;

/// <summary>The rows of a tenant that has ended stay for hours; nobody of it does anything here in that time.</summary>
public sealed class EndedTenantCallTests
{
    [Fact]
    public async Task EveryEndpoint_OfTheCallersOwnTenant_OfATenantThatHasEnded_Is404()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var endpoints = Endpoint.AllOf(house).Where(IsOfOwnTenant).ToList();
        Assert.True(endpoints.Count > 20, $"{endpoints.Count} endpoints were found.");
        await EndAsync(house);

        var wrong = new List<string>();
        foreach (var endpoint in endpoints)
        {
            using var request = new HttpRequestMessage(endpoint.Method, endpoint.Path(_ => "10000000-0000-0000-0000-00000000000b"));
            using var answer = await administrator.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.NotFound || !text.Contains("tenant-not-found", StringComparison.Ordinal))
                wrong.Add($"{endpoint} was {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Post_OfATask_OfATenantThatHasEnded_IsNoFaultOfOurs()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{ApiHouse.Tenant}/services/sales",
            """{"upn":"sales@a.example","displayName":"Sales","assignmentType":"None","licence":"ContactCenter","modalities":["ExternalTask"]}""")).IsOk(HttpStatusCode.Created);
        using var flow = await house.AsAsync(Role.TenantAdministrator);
        await EndAsync(house);

        (await flow.CallAsync(HttpMethod.Post, "v1/ExternalTasks", """{"serviceUpn":"sales@a.example"}""")).IsProblem(HttpStatusCode.NotFound, "tenant-not-found");
        (await flow.CallAsync(HttpMethod.Post, "v2/AddressBooks", """{"name":"Mine"}""")).IsProblem(HttpStatusCode.NotFound, "tenant-not-found");
    }

    private static bool IsOfOwnTenant(Endpoint endpoint) =>
        !endpoint.Pattern.Contains("{tenant}", StringComparison.Ordinal)
        && endpoint.Required is { } required && PermissionTable.Of(required.Permission, Role.TenantAdministrator).HasFlag(required.Letter);

    private static async Task EndAsync(ApiHouse house)
    {
        var tenants = house.Services.GetRequiredService<TenantStore>();
        var stored = (await tenants.FindStoredAsync(ApiHouse.Tenant, TestContext.Current.CancellationToken))!;
        Assert.True(await tenants.ReplaceAsync(stored, stored.Tenant with { Ended = TimeProvider.System.GetUtcNow() }, TestContext.Current.CancellationToken));
    }
}
