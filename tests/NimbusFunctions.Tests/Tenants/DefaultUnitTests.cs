using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>Where new users and services lie is a unit that there is, whatever the settings say or once said.</summary>
public sealed class DefaultUnitTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string Nowhere = "00000000-0000-0000-0000-00000000000a";
    private static readonly string Root = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Patch_AUnitThatIsNotThere_Is400ThatNamesTheField()
    {
        var refused = await SetAsync(Nowhere);

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["defaultOrganizationUnitId"], refused.Json["errors"]!.AsObject().Select(error => error.Key));
        var whole = await CallAsync(HttpMethod.Patch, $"{Tenant}/settings", $$"""{"provisioning":{"defaultOrganizationUnitId":"{{Nowhere}}"} }""");
        Assert.Equal(["provisioning.defaultOrganizationUnitId"], whole.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Patch_InUpperCase_IsStoredInLowerCase()
    {
        var unit = await NewUnitAsync();

        (await SetAsync(unit.ToUpperInvariant())).IsOk();

        Assert.Equal(unit, (await CallAsync(HttpMethod.Get, $"{Tenant}/settings/provisioning")).Text("defaultOrganizationUnitId"));
        Assert.Equal(unit, (await PutServiceAsync("sales")).IsOk(HttpStatusCode.Created).Text("organizationUnitId"));
        (await CallAsync(HttpMethod.Delete, $"{Tenant}/organization-units/{unit}")).IsProblem(HttpStatusCode.Conflict, "in-use");
    }

    [Fact]
    public async Task Service_WhereTheStoredUnitIsNotThere_LiesInTheRoot()
    {
        await StoreAsync(Nowhere);

        Assert.Equal(Root, (await PutServiceAsync("sales")).IsOk(HttpStatusCode.Created).Text("organizationUnitId"));
        Assert.True((await CallAsync(HttpMethod.Get, $"{Tenant}/organization-units/{Root}")).Json["isDefault"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Service_WhereTheStoredUnitIsInUpperCase_LiesInTheUnit()
    {
        var unit = await NewUnitAsync();
        await StoreAsync(unit.ToUpperInvariant());

        Assert.Equal(unit, (await PutServiceAsync("sales")).IsOk(HttpStatusCode.Created).Text("organizationUnitId"));
        using var administrator = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: unit);
        (await administrator.CallAsync(HttpMethod.Get, $"{Tenant}/services/sales")).IsOk();
    }

    [Fact]
    public async Task Sync_WhereTheStoredUnitIsNotThere_PutsNewUsersIntoTheRoot()
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        await StoreAsync(simulated.House, simulated.TenantId, Nowhere);

        await simulated.NewTeamServiceAsync("sales");
        await simulated.SyncAsync();

        Assert.Equal([OrganizationUnit.DefaultIdOf(simulated.TenantId)], await UnitsAsync(simulated));
    }

    [Fact]
    public async Task Sync_WhereTheStoredUnitIsInUpperCase_KeepsTheUnitFromDeletion()
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        var unit = await simulated.NewUnitAsync();
        await StoreAsync(simulated.House, simulated.TenantId, unit.ToUpperInvariant());
        await simulated.NewTeamServiceAsync("sales", OrganizationUnit.DefaultIdOf(simulated.TenantId));

        await simulated.SyncAsync();

        Assert.Equal([unit], await UnitsAsync(simulated));
        using var system = simulated.House.System();
        (await system.CallAsync(HttpMethod.Delete, $"{simulated.Tenant}/organization-units/{unit}")).IsProblem(HttpStatusCode.Conflict, "in-use");
    }

    [Fact]
    public async Task Sync_WhoseUnitGoesMeanwhile_LeavesNobodyInIt()
    {
        Func<Task>? before = null;
        await using var simulated = await SimulatedHouse.StartAsync(table => table.Name == "Ledger" ? new HookedTable(table, () => Interlocked.Exchange(ref before, null)?.Invoke() ?? Task.CompletedTask) : table);
        using var system = simulated.House.System();
        var unit = await simulated.NewUnitAsync();
        await simulated.SetAsync("provisioning", $$"""{"defaultOrganizationUnitId":"{{unit}}"}""");
        foreach (var number in Enumerable.Range(0, 3))
            await simulated.NewTeamServiceAsync($"sales{number}", OrganizationUnit.DefaultIdOf(simulated.TenantId), number);
        var gone = false;
        before = async () => gone = (await system.CallAsync(HttpMethod.Delete, $"{simulated.Tenant}/organization-units/{unit}")).Status == HttpStatusCode.NoContent;

        await simulated.SyncAsync();

        Assert.True(gone);
        Assert.Equal([OrganizationUnit.DefaultIdOf(simulated.TenantId)], await UnitsAsync(simulated));
        Assert.Empty((await system.CallAsync(HttpMethod.Get, $"{simulated.Tenant}/sync")).IsOk().Json["lastRun"]!["problems"]!.AsArray());
    }

    [Theory]
    [InlineData("provisioning.defaultOrganizationUnitId")]
    public async Task AddedUser_WhereTheStoredUnitIsNotThere_LiesInTheRoot(string field)
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        await StoreAsync(simulated.House, simulated.TenantId, Nowhere);
        using var system = simulated.House.System();
        var found = (await system.CallAsync(HttpMethod.Get, $"{simulated.Tenant}/directory/users?search=a")).IsOk().Json["value"]!.AsArray()[0]!["id"]!.GetValue<string>();

        var added = await system.CallAsync(HttpMethod.Post, $"{simulated.Tenant}/users", $$"""{"id":"{{found}}"}""");

        Assert.True(added.IsOk(HttpStatusCode.Created).Text("organizationUnitId") == OrganizationUnit.DefaultIdOf(simulated.TenantId), field);
    }

    private static async Task<IEnumerable<string>> UnitsAsync(SimulatedHouse simulated)
    {
        var units = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in simulated.House.Tables.Users.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
            units.Add(row.GetString("UnitId") ?? "none");
        Assert.NotEmpty(units);
        return units;
    }

    /// <summary>As a version without the check left it.</summary>
    private Task StoreAsync(string unit) => StoreAsync(House, ApiHouse.Tenant, unit);

    private static async Task StoreAsync(ApiHouse house, string tenant, string unit)
    {
        var settings = house.Services.GetRequiredService<SettingsStore>();
        Assert.NotNull(await settings.WriteAsync(
            tenant, SettingsCatalogue.Provisioning, SettingsCatalogue.Provisioning.Write(new(unit)), 0, "operator", TestContext.Current.CancellationToken));
    }

    private async Task<string> NewUnitAsync() =>
        (await CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", """{"name":"North"}""")).IsOk(HttpStatusCode.Created).Text("id");

    private Task<Reply> SetAsync(string unit) => CallAsync(HttpMethod.Patch, $"{Tenant}/settings/provisioning", $$"""{"defaultOrganizationUnitId":"{{unit}}"}""");

    private Task<Reply> PutServiceAsync(string id) =>
        CallAsync(HttpMethod.Put, $"{Tenant}/services/{id}", $$"""{"upn":"{{id}}@a.example","displayName":"{{id}}","assignmentType":"None"}""");

    private async Task<Reply> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var system = House.System();
        return await system.CallAsync(method, path, body);
    }
}
