using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;
using NimbusFunctions.Tests.SettingsReaders;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Checks;

/// <summary>The checks through HTTP, with a simulated tenant behind them.</summary>
public sealed class CheckApiTests : IAsyncLifetime
{
    private SimulatedHouse? started;

    private SimulatedHouse Simulated => started ?? throw new InvalidOperationException("It has not started.");

    private ApiHouse House => Simulated.House;

    private SimulatorBench Bench => Simulated.Bench;

    private string Tenant => Simulated.Tenant;

    public async ValueTask InitializeAsync() => started = await SimulatedHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Theory]
    [InlineData("Working", "working")]
    [InlineData("WrongKey", "wrong-key")]
    [InlineData("Forbidden", "forbidden")]
    [InlineData("Gone", "unreachable")]
    public async Task Acs_EachState_IsToldApartAndKeptWithTheSecret(string state, string result)
    {
        await SetAcsAsync("interact-acs");
        (await Bench.ControlAsync("PUT", "acs", new { state })).IsOk();

        var found = await CheckAsync("acs-interact");

        Assert.Equal((result == "working", result), (found["ok"]!.GetValue<bool>(), found["result"]!.GetValue<string>()));
        var last = (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/secrets")).Json["value"]![0]!["lastCheck"]!;
        Assert.Equal((found["ok"]!.GetValue<bool>(), found["says"]!.GetValue<string>()), (last["ok"]!.GetValue<bool>(), last["says"]!.GetValue<string>()));
        Assert.Equal(0, (await Bench.ControlAsync("GET", "acs"))["users"].GetArrayLength());

        await SetAcsAsync("interact-acs");
        Assert.Null((await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/secrets")).Json["value"]![0]!["lastCheck"]);
    }

    [Fact]
    [ChangesWith("instantMessaging.acsResourceId", "instantMessaging.ownAcs")]
    public async Task Acs_OfAnotherResourceThanTheSettingsSay_IsSeen()
    {
        await SetAcsAsync("im-acs");
        await PatchAsync("instantMessaging", """{"ownAcs":true,"acsResourceId":"11111111-0000-0000-0000-000000000000"}""");

        Assert.Equal("other-resource", await ResultAsync("acs-im"));

        var right = (await Bench.ControlAsync("GET", "acs")).Text("resourceId");
        await PatchAsync("instantMessaging", $$"""{"acsResourceId":"{{right}}"}""");
        Assert.Equal("working", await ResultAsync("acs-im"));
        Assert.Equal("off", await ResultAsync("acs-assistant"));
    }

    [Fact]
    public async Task Groups_AreLookedUpAndCounted()
    {
        var found = await CheckAsync("tenant-group");
        Assert.True(found["ok"]!.GetValue<bool>());
        Assert.True(found["detail"]!["members"]!.GetValue<int>() > 0);
        Assert.Equal("off", await ResultAsync("partner-group"));

        await PatchAsync("general", $$"""{"partnerAdministrationSecurityGroup":"{{Bench.Tenant.Teams[0].Id}}"}""");
        Assert.Equal("no-security-group", await ResultAsync("partner-group"));
        await PatchAsync("general", """{"tenantAdministrationSecurityGroup":"99999999-0000-0000-0000-000000000000"}""");
        Assert.Equal("unknown", await ResultAsync("tenant-group"));
        await PatchAsync("general", """{"tenantAdministrationSecurityGroup":null}""");
        Assert.Equal("not-set", await ResultAsync("tenant-group"));
    }

    [Theory]
    [InlineData("startswith(displayName,'A')", "working")]
    [InlineData("endswith(userPrincipalName,'@alpenwerk.example') and not startswith(displayName,'A')", "working")]
    [InlineData("startsWith(displayName,'A') or startswith(displayName,'B')", "working")]
    [InlineData("endsWith(userPrincipalName,'@alpenwerk.example')", "everybody")]
    [InlineData("displayName eq 'Nobody # at & all'", "nobody")]
    [InlineData("shoeSize eq '44'", "refused")]
    [InlineData("displayName eq", "refused")]
    [InlineData("endsWith(displayName,'a')", "refused")]
    [InlineData("$filter=displayName eq 'A'", "not-a-filter")]
    public async Task Filter_TriedBeforeItIsSaved_SaysWhatItWouldDo(string filter, string result)
    {
        var found = await CheckAsync("graph-filter", new JsonObject { ["filter"] = filter }.ToJsonString());

        Assert.True(result == found["result"]!.GetValue<string>(), found.ToJsonString());
        if (result == "working")
            Assert.InRange(found["detail"]!["found"]!.GetValue<int>(), 1, 299);
    }

    [Fact]
    public async Task Filter_Stored_IsTriedWhereNoneIsGiven()
    {
        Assert.Equal("off", await ResultAsync("graph-filter"));
        await PatchAsync("attendantConsole", """{"graphFilter":"displayName eq 'Nobody'"}""");

        Assert.Equal("nobody", await ResultAsync("graph-filter"));
    }

    [Fact]
    [ChangesWith("instantMessaging.testUpn", "presence.testUpn")]
    public async Task Users_AreAskedFor()
    {
        Assert.Equal("off", await ResultAsync("presence"));
        Assert.Equal("not-set", await ResultAsync("im-user"));
        await PatchAsync("instantMessaging", $$"""{"testUpn":"{{Bench.Tenant.AdminUpn}}"}""");

        Assert.Equal("working", await ResultAsync("im-user"));
        Assert.Equal("user-unknown", await ResultAsync("im-user", """{"upn":"nobody@alpenwerk.example"}"""));
        Assert.Equal("working", await ResultAsync("presence", $$"""{"upn":"{{Bench.Tenant.AdminUpn}}"}"""));
        await PatchAsync("presence", """{"tracking":true,"testUpn":"nobody@alpenwerk.example"}""");
        Assert.Equal("user-unknown", await ResultAsync("presence"));
        await PatchAsync("presence", $$"""{"testUpn":"{{Bench.Tenant.AdminUpn}}"}""");
        Assert.Equal("working", await ResultAsync("presence"));
    }

    [Fact]
    public async Task Permissions_OneTaken_IsNamedWithTheGrantLink()
    {
        Assert.Equal("working", await ResultAsync("permissions"));
        await Bench.ControlAsync("DELETE", "permissions/Presence.Read.All");

        var found = await CheckAsync("permissions");

        Assert.Equal("permission-missing", found["result"]!.GetValue<string>());
        Assert.Contains("Presence.Read.All", found["says"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("adminconsent", found["detail"]!["grantLink"]!.GetValue<string>(), StringComparison.Ordinal);
        var rows = found["detail"]!["permissions"]!.AsArray();
        Assert.Equal("Presence.Read.All", Assert.Single(rows, row => !row!["granted"]!.GetValue<bool>())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Permissions_WhereTheyMayNotBeRead_TheTokenTells()
    {
        await Bench.ControlAsync("DELETE", "permissions/Application.Read.All");

        var found = await CheckAsync("permissions");

        Assert.Equal("Application.Read.All", Assert.Single(found["detail"]!["permissions"]!.AsArray(), row => !row!["granted"]!.GetValue<bool>())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Graph_WithoutConsent_IsSaidByEachThatNeedsIt()
    {
        await Bench.ControlAsync("DELETE", "consent");

        foreach (var name in (string[])["tenant-group", "permissions"])
            Assert.Equal("not-consented", await ResultAsync(name));
        Assert.Equal("not-consented", await ResultAsync("graph-filter", """{"filter":"displayName eq 'A'"}"""));
    }

    [Fact]
    public async Task Doctor_RunsAllInOneTable()
    {
        var doctor = (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/doctor")).IsOk().Json;

        Assert.Equal(
            ["acs-interact", "acs-assistant", "acs-im", "tenant-group", "partner-group", "graph-filter", "presence", "im-user", "permissions", "contact"],
            doctor["value"]!.AsArray().Select(check => check!["name"]!.GetValue<string>()));
        Assert.False(doctor["ok"]!.GetValue<bool>());
        Assert.All(doctor["value"]!.AsArray(), check => Assert.NotEmpty(check!["says"]!.GetValue<string>()));
    }

    [Fact]
    public async Task PartnerGroup_ForAnAdministratorOfTheTenant_IsTheirPartnersAlone()
    {
        using var administrator = await House.AsAsync(Role.TenantAdministrator);
        var path = $"v1/tenants/{ApiHouse.Tenant}";

        (await administrator.CallAsync(HttpMethod.Post, $"{path}/checks/partner-group")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var names = (await administrator.CallAsync(HttpMethod.Get, $"{path}/doctor")).IsOk().Json["value"]!.AsArray().Select(check => check!["name"]!.GetValue<string>());
        Assert.DoesNotContain("partner-group", names);
        Assert.Contains("tenant-group", names);
    }

    [Fact]
    public async Task Check_WrongCalls_AreRefused()
    {
        var system = House.System();
        (await system.CallAsync(HttpMethod.Post, $"{Tenant}/checks/other")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await system.CallAsync(HttpMethod.Post, $"{Tenant}/checks/contact", """{"filter":"x"}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Post, $"{Tenant}/checks/im-user", """{"upn":""}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Post, $"{Tenant}/checks/contact", """{"other":1}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        var agent = await House.AsAsync(Role.TeamOwner);
        (await agent.CallAsync(HttpMethod.Post, $"v1/tenants/{ApiHouse.Tenant}/checks/contact")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await agent.CallAsync(HttpMethod.Get, $"v1/tenants/{ApiHouse.Tenant}/doctor")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private async Task SetAcsAsync(string name)
    {
        var text = (await Bench.ControlAsync("GET", "acs")).IsOk().Text("connectionString")!;
        (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/secrets/{name}", SecretCalls.Body(text))).IsOk();
    }

    private async Task PatchAsync(string section, string body) => (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/{section}", body)).IsOk();

    private async Task<string> ResultAsync(string name, string? body = null) => (await CheckAsync(name, body))["result"]!.GetValue<string>();

    private async Task<JsonObject> CheckAsync(string name, string? body = null) =>
        (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/checks/{name}", body)).IsOk().Json;
}
