using System.Net;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>Settings that show in lists, and those by which services and licences are made.</summary>
public sealed class TenantReaderTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    [ChangesWith("general.name", "general.o365Domain", "partner.partner")]
    public async Task Name_DomainAndPartner_AreInTheListOfTenants()
    {
        await SetAsync("general", """{"name":"Seewerk","o365Domain":"seewerk.example"}""");
        await SetAsync("partner", """{"partner":"Bergpartner"}""");

        var shown = (await House.System().CallAsync(HttpMethod.Get, "v1/tenants")).IsOk().Json["value"]![0]!;

        Assert.Equal(
            ("Seewerk", "seewerk.example", "Bergpartner"),
            (shown["name"]!.GetValue<string>(), shown["o365Domain"]!.GetValue<string>(), shown["partner"]!.GetValue<string>()));
    }

    [Fact]
    [ChangesWith("provisioning.defaultOrganizationUnitId", "provisioning.defaultTeamOwnerRole")]
    public async Task NewService_WithoutAUnit_LiesInTheDefaultOneAndHasTheOwnersRoleOfThen()
    {
        var first = await ServiceAsync("first", "AdvancedRouting");
        var unit = (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", """{"name":"New ones"}""")).IsOk(HttpStatusCode.Created).Text("id");
        await SetAsync("provisioning", $$"""{"defaultOrganizationUnitId":"{{unit}}","defaultTeamOwnerRole":"TeamOwnerLimited"}""");

        var second = await ServiceAsync("second", "AdvancedRouting");

        Assert.NotEqual(unit, first.Text("organizationUnitId"));
        Assert.Equal((unit, "TeamOwner", "TeamOwnerLimited"), (second.Text("organizationUnitId"), first.Text("ownerRole"), second.Text("ownerRole")));
        Assert.Equal("TeamOwner", (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/services/first")).IsOk().Text("ownerRole"));
    }

    [Theory]
    [InlineData("advancedRouting", "AdvancedRouting")]
    [InlineData("enterpriseRouting", "EnterpriseRouting")]
    [InlineData("contactCenter", "ContactCenter")]
    [ChangesWith("licences.advancedRouting", "licences.enterpriseRouting", "licences.contactCenter")]
    public async Task Contingent_OfServices_RefusesWhatGoesBeyondIt(string field, string licence)
    {
        await SetAsync("licences", $$"""{"{{field}}":1}""");
        (await ServiceAsync("first", licence)).IsOk(HttpStatusCode.Created);
        (await ServiceAsync("second", licence)).IsProblem(HttpStatusCode.Conflict, "licence-contingent");

        await SetAsync("licences", $$"""{"{{field}}":2}""");
        (await ServiceAsync("second", licence)).IsOk(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("userContactCenter", "ContactCenter")]
    [InlineData("userAttendantConsole", "AttendantConsole")]
    [InlineData("userInteract", "Interact")]
    [InlineData("userAssistant", "Assistant")]
    [InlineData("userInstantMessaging", "InstantMessaging")]
    [InlineData("userExternalTask", "ExternalTask")]
    [InlineData("userEmail", "Email")]
    [ChangesWith(
        "licences.userContactCenter", "licences.userAttendantConsole", "licences.userInteract", "licences.userAssistant", "licences.userInstantMessaging",
        "licences.userExternalTask", "licences.userEmail")]
    public async Task Contingent_OfUsers_RefusesWhatGoesBeyondIt(string field, string licence)
    {
        var user = await House.NewUserAsync(null);
        await SetAsync("licences", $$"""{"{{field}}":0}""");
        (await GiveAsync(user, licence)).IsProblem(HttpStatusCode.Conflict, "licence-contingent");

        await SetAsync("licences", $$"""{"{{field}}":1}""");
        (await GiveAsync(user, licence)).IsOk();
    }

    private async Task SetAsync(string section, string json) => (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/{section}", json)).IsOk();

    private Task<Reply> GiveAsync(string user, string licence) =>
        House.System().CallAsync(HttpMethod.Put, $"{Tenant}/users/{user}/licences", $$"""{"licences":["{{licence}}"]}""");

    private Task<Reply> ServiceAsync(string id, string licence) => House.System().CallAsync(
        HttpMethod.Put, $"{Tenant}/services/{id}", $$"""{"upn":"{{id}}@alpenwerk.example","displayName":"X","assignmentType":"SkillBased","licence":"{{licence}}"}""");
}
