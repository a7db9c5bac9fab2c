using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.Tenants;

public sealed class SettingsApiTests : IAsyncLifetime
{
    private const string Settings = $"v1/tenants/{ApiHouse.Tenant}/settings";

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Get_Whole_HasEverySectionWithItsDefaults()
    {
        var whole = (await CallAsync(House.System(), HttpMethod.Get, Settings)).Json;

        Assert.Equal(SettingsCatalogue.InOrder.Select(section => section.Name), whole.Select(section => section.Key));
        Assert.Equal(20, whole["limits"]!["outbound"]!.GetValue<int>());
        Assert.Equal("Alpenwerk", whole["general"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_Whole_LeavesOutWhatTheCallerMayNotRead()
    {
        var shown = (await CallAsync(await House.AsAsync(Role.TenantAdministrator), HttpMethod.Get, Settings)).Json;

        Assert.False(shown["general"]!.AsObject().ContainsKey("crmId"));
        Assert.True(shown["general"]!.AsObject().ContainsKey("billingAddress"));
    }

    [Fact]
    public async Task Put_OfWhatWasRead_ChangesNothing()
    {
        var read = await CallAsync(House.System(), HttpMethod.Get, Settings);
        var tenantAdministrator = await House.AsAsync(Role.TenantAdministrator);
        var shown = await CallAsync(tenantAdministrator, HttpMethod.Get, Settings);

        var put = await CallAsync(tenantAdministrator, HttpMethod.Put, Settings, shown.Json.ToJsonString(), shown.ETag);

        Assert.Equal((HttpStatusCode.OK, read.ETag), (put.Status, put.ETag));
        Assert.Equal(read.Json.ToJsonString(), (await CallAsync(House.System(), HttpMethod.Get, Settings)).Json.ToJsonString());
    }

    [Fact]
    public async Task Put_WhatTheCallerMayNotRead_StaysAsItIs()
    {
        await CallAsync(House.System(), HttpMethod.Patch, $"{Settings}/general", """{"crmId":"crm-7"}""");
        var tenantAdministrator = await House.AsAsync(Role.TenantAdministrator);
        var section = (await CallAsync(tenantAdministrator, HttpMethod.Get, $"{Settings}/general")).Json;
        section["companyName"] = "Alpenwerk AG";

        Assert.Equal(HttpStatusCode.OK, (await CallAsync(tenantAdministrator, HttpMethod.Put, $"{Settings}/general", section.ToJsonString())).Status);

        var after = (await CallAsync(House.System(), HttpMethod.Get, $"{Settings}/general")).Json;
        Assert.Equal(("crm-7", "Alpenwerk AG"), (after["crmId"]!.GetValue<string>(), after["companyName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Patch_SeveralSections_IsOneRevisionAndTellsAllFaultsAtOnce()
    {
        var before = await CallAsync(House.System(), HttpMethod.Get, Settings);
        var wrong = await CallAsync(
            House.System(), HttpMethod.Patch, Settings,
            """{"limits":{"outbound":51,"email":1.5},"contact":{"email":"nobody"},"colours":{},"general":{"name":null,"billingAddress":{"city":7}},"presence":[]}""");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(
            ["colours", "contact.email", "general.billingAddress.city", "general.name", "limits.email", "limits.outbound", "presence"],
            wrong.Json["errors"]!.AsObject().Select(error => error.Key).Order());
        Assert.Equal(before.ETag, (await CallAsync(House.System(), HttpMethod.Get, Settings)).ETag);

        var right = await CallAsync(
            House.System(), HttpMethod.Patch, Settings, """{"limits":{"outbound":50},"contact":{"email":"it@alpenwerk.example"}}""", before.ETag);
        Assert.Equal("\"r2\"", right.ETag);
        Assert.Equal(20, right.Json["limits"]!["email"]!.GetValue<int>());
    }

    [Fact]
    public async Task Patch_Null_TakesAFieldBackToItsDefault()
    {
        await CallAsync(House.System(), HttpMethod.Patch, $"{Settings}/limits", """{"outbound":7}""");

        Assert.Equal(20, (await CallAsync(House.System(), HttpMethod.Patch, $"{Settings}/limits", """{"outbound":null}""")).Json["outbound"]!.GetValue<int>());
    }

    [Fact]
    public async Task Write_OverAnotherOnesChange_Is412WithBothVersions()
    {
        var read = await CallAsync(House.System(), HttpMethod.Get, $"{Settings}/contact");
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(House.System(), HttpMethod.Put, $"{Settings}/contact", """{"name":"One"}""", read.ETag)).Status);

        var second = await CallAsync(House.System(), HttpMethod.Put, $"{Settings}/contact", """{"name":"Two"}""", read.ETag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.Status);
        Assert.Equal(("One", "Two"), (second.Json["current"]!["name"]!.GetValue<string>(), second.Json["yours"]!["name"]!.GetValue<string>()));
        Assert.NotEqual(read.ETag, second.Json["currentETag"]!.GetValue<string>());
        Assert.Equal("One", (await CallAsync(House.System(), HttpMethod.Get, $"{Settings}/contact")).Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Section_SwitchedOff_HidesItsValuesAndKeepsThem()
    {
        await House.SetAcsAsync("interact-acs");
        await CallAsync(House.System(), HttpMethod.Put, $"{Settings}/interact", """{"enabled":true,"sessionRecoverySeconds":33,"authorization":"Token"}""");
        var off = await CallAsync(House.System(), HttpMethod.Put, $"{Settings}/interact", """{"enabled":false}""");
        Assert.Equal("""{"enabled":false}""", off.Json.ToJsonString());

        var on = await CallAsync(House.System(), HttpMethod.Patch, $"{Settings}/interact", """{"enabled":true}""");

        Assert.Equal((33, "Token"), (on.Json["sessionRecoverySeconds"]!.GetValue<int>(), on.Json["authorization"]!.GetValue<string>()));
    }

    [Fact]
    public async Task History_AfterChanges_TellsWhoChangedWhatNewestFirst()
    {
        await CallAsync(House.System(), HttpMethod.Patch, $"{Settings}/general", """{"crmId":"crm-7","companyName":"One"}""");
        var tenantAdministrator = await House.AsAsync(Role.TenantAdministrator);
        await CallAsync(tenantAdministrator, HttpMethod.Patch, $"{Settings}/general", """{"companyName":"Two"}""");

        var history = (await CallAsync(tenantAdministrator, HttpMethod.Get, $"{Settings}/history?top=1")).Json;
        var newest = Assert.Single(history["value"]!.AsArray())!;
        Assert.Equal(("One", "Two"), (newest["before"]!["companyName"]!.GetValue<string>(), newest["after"]!["companyName"]!.GetValue<string>()));
        Assert.StartsWith("user:", newest["author"]!.GetValue<string>(), StringComparison.Ordinal);

        var older = (await CallAsync(tenantAdministrator, HttpMethod.Get, $"{Settings}/history?continuation={history["continuation"]}")).Json;
        var change = older["value"]!.AsArray().First()!;
        Assert.False(change["after"]!.AsObject().ContainsKey("crmId"));
        Assert.StartsWith("app:", change["author"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("crmId", (await CallAsync(House.System(), HttpMethod.Get, $"{Settings}/history?section=general")).Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    public async Task Put_NoObjectOrNoText_Is400(string body)
    {
        var answer = await CallAsync(House.System(), HttpMethod.Put, $"{Settings}/contact", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Json["errors"]!.AsObject());
    }

    [Theory]
    [InlineData(Role.OrganizationUnitAdministrator)]
    [InlineData(Role.WorkflowAdministrator)]
    [InlineData(Role.TeamOwner)]
    [InlineData(Role.TeamMember)]
    [InlineData(null)]
    public async Task Any_ByARoleThatHasNoneOfIt_Is403(object? role)
    {
        var caller = await House.AsAsync((Role?)role, unit: role is Role.OrganizationUnitAdministrator or Role.WorkflowAdministrator ? "unit" : null);

        foreach (var (method, path) in new[] { (HttpMethod.Get, Settings), (HttpMethod.Put, Settings), (HttpMethod.Patch, $"{Settings}/general"), (HttpMethod.Get, $"{Settings}/history"), (HttpMethod.Get, $"{Settings}/schema") })
            Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync(caller, method, path, method == HttpMethod.Get ? null : "{}")).Status);
    }

    private static Task<Reply> CallAsync(HttpClient client, HttpMethod method, string path, string? body = null, string? ifMatch = null) =>
        client.CallAsync(method, path, body, ifMatch);
}
