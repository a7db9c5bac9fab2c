using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Tenants;

public sealed class TenantStateTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    // What every call asks is remembered for three seconds.
    private static readonly TimeSpan UntilItCounts = TimeSpan.FromSeconds(4);

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Put_Suspended_KeepsTheTenantsUsersOutAndTellsTheEngines()
    {
        var administrator = await House.AsAsync(Role.TenantAdministrator);
        var owner = await House.AsAsync(Role.TeamOwner);
        (await administrator.CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();

        (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/state", """{"state":"Suspended"}""")).IsOk();
        await Task.Delay(UntilItCounts, TestContext.Current.CancellationToken);

        foreach (var path in new[] { "users", "services", "settings", "state", "sync", "retention/plan" })
            (await administrator.CallAsync(HttpMethod.Get, $"{Tenant}/{path}")).IsProblem(HttpStatusCode.Forbidden, "tenant-suspended");
        (await owner.CallAsync(HttpMethod.Get, $"{Tenant}/services")).IsProblem(HttpStatusCode.Forbidden, "tenant-suspended");
        var told = (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/state")).IsOk().Json;
        Assert.Equal(("Suspended", false, false, true), (told["state"]!.GetValue<string>(), told["usersHaveAccess"]!.GetValue<bool>(), told["takesTasks"]!.GetValue<bool>(), told["playsAnnouncement"]!.GetValue<bool>()));

        (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/state", """{"state":"Active"}""")).IsOk();
        await Task.Delay(UntilItCounts, TestContext.Current.CancellationToken);
        (await administrator.CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();
    }

    [Theory]
    [InlineData("Trial", true)]
    [InlineData("Lab", true)]
    [InlineData("Expired", true)]
    [InlineData("Canceled", false)]
    public async Task Put_AnotherState_LeavesUsersTheirAccess(string state, bool takesTasks)
    {
        var told = (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/state", $$"""{"state":"{{state}}"}""")).IsOk().Json;

        Assert.Equal((true, takesTasks, false), (told["usersHaveAccess"]!.GetValue<bool>(), told["takesTasks"]!.GetValue<bool>(), told["playsAnnouncement"]!.GetValue<bool>()));
        (await (await House.AsAsync(Role.TenantAdministrator)).CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"state":"suspended"}""")]
    [InlineData("""{"state":7}""")]
    [InlineData("""{"state":"Active","note":"x"}""")]
    public async Task Put_NoState_Is400(string body) =>
        (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/state", body)).IsProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Put_ByATenantsAdministrator_Is403() => (await (await House.AsAsync(Role.TenantAdministrator))
        .CallAsync(HttpMethod.Put, $"{Tenant}/state", """{"state":"Active"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");

    [Fact]
    public async Task Put_WhileSettingsAreWritten_LosesNeither()
    {
        using var system = House.System();
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(turn => new[]
        {
            system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/contact", $$"""{"phoneNumber":"{{turn}}"}"""),
            system.CallAsync(HttpMethod.Put, $"{Tenant}/state", turn % 2 == 0 ? """{"state":"Trial"}""" : """{"state":"Lab"}"""),
        }));
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/state", """{"state":"Trial"}""")).IsOk();

        var tenant = (await new TenantStore(House.Tables).FindAsync(ApiHouse.Tenant, TestContext.Current.CancellationToken))!;
        Assert.Equal(TenantState.Trial, tenant.State);
        Assert.NotNull((await system.CallAsync(HttpMethod.Get, $"{Tenant}/settings/contact")).Json["phoneNumber"]);
    }
}
