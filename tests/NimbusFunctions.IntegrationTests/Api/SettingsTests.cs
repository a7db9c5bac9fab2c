using System.Text.Json.Nodes;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class SettingsTests(LocalEditionFixture edition)
{
    private HttpClient System => edition.Client(edition.SystemToken);

    private HttpClient Admin => edition.Client(edition.AdminToken);

    private string General => $"v1/tenants/{edition.TenantId}/settings/general";

    private string Provisioning => $"v1/tenants/{edition.TenantId}/settings/provisioning";

    [Fact]
    public async Task Put_WhatAnAdministratorMayChange_IsStored()
    {
        var section = await ReadAsync(General);
        section["companyName"] = "Alpenwerk AG";

        Assert.Equal(200, (await Admin.CallAsync(HttpMethod.Put, General, section.ToJsonString())).Status);
        Assert.Equal("Alpenwerk AG", (await ReadAsync(General))["companyName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Put_WhatAnAdministratorMayOnlyRead_Is403AndNamesTheField()
    {
        var before = await ReadAsync(General);
        var section = before.DeepClone();
        section["name"] = "Another name";

        (await Admin.CallAsync(HttpMethod.Put, General, section.ToJsonString())).IsProblem(403, "settings.general.name");
        Assert.Equal(before.ToJsonString(), (await ReadAsync(General)).ToJsonString());
    }

    [Fact]
    public async Task Put_OverAnOlderVersion_Is412()
    {
        var read = await Admin.CallAsync(HttpMethod.Get, Provisioning);
        var body = "{\"defaultTeamOwnerRole\":\"TeamOwner\",\"allowServiceProvisioning\":\"NoOne\"}";

        Assert.Equal(200, (await Admin.CallAsync(HttpMethod.Put, Provisioning, body, ifMatch: read.ETag)).Status);
        (await Admin.CallAsync(HttpMethod.Put, Provisioning, body, ifMatch: read.ETag)).IsProblem(412, "decide anew");
    }

    [Theory]
    [InlineData("{\"defaultTeamOwnerRole\":\"Boss\"}", "defaultTeamOwnerRole")]
    [InlineData("{\"defaultTeamOwnerRole\":null}", "defaultTeamOwnerRole")]
    [InlineData("{\"defaultOrganizationUnitId\":\"x\"}", "defaultOrganizationUnitId")]
    [InlineData("{\"multi\":true}", "multi")]
    public async Task Put_BadSection_NamesTheField(string body, string field) =>
        (await System.CallAsync(HttpMethod.Put, Provisioning, body)).IsProblem(400, field);

    [Fact]
    public async Task Get_UnknownSection_Is404() => (await Admin.CallAsync(
        HttpMethod.Get, $"v1/tenants/{edition.TenantId}/settings/colours")).IsProblem(404, "general");

    [Fact]
    public async Task DefaultOwnerRole_Changed_TouchesOnlyServicesCreatedLater()
    {
        var services = $"v1/tenants/{edition.TenantId}/services";
        await CreateAsync($"{services}/owner-role-before", "before@alpenwerk.example");
        await System.CallAsync(HttpMethod.Put, Provisioning, "{\"defaultTeamOwnerRole\":\"TeamOwnerLimited\"}");
        await CreateAsync($"{services}/owner-role-after", "after@alpenwerk.example");
        await System.CallAsync(HttpMethod.Put, Provisioning, "{\"defaultTeamOwnerRole\":\"TeamOwner\"}");

        Assert.Equal("TeamOwner", (await System.CallAsync(HttpMethod.Get, $"{services}/owner-role-before")).Text("ownerRole"));
        Assert.Equal("TeamOwnerLimited", (await System.CallAsync(HttpMethod.Get, $"{services}/owner-role-after")).Text("ownerRole"));
    }

    private async Task CreateAsync(string path, string upn) => Assert.Equal(201, (await System.CallAsync(
        HttpMethod.Put, path, $"{{\"upn\":\"{upn}\",\"displayName\":\"X\",\"assignmentType\":\"SkillBased\"}}")).Status);

    private async Task<JsonNode> ReadAsync(string path) =>
        JsonNode.Parse((await System.CallAsync(HttpMethod.Get, path)).Json.GetRawText())!;
}
