using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Access;

/// <summary>The group of the administrators becomes the partner's, then both, then the tenant's again: a run later its members are that.</summary>
public class PartnerGroupTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient System => edition.Client(edition.SystemToken);

    private HttpClient Administrator => edition.Client(edition.AdminToken);

    private string Root => $"v1/tenants/{edition.TenantId}";

    [Fact]
    public async Task When_AnotherGroupIsNamed_Should_HaveOtherAdministratorsARunLater()
    {
        var group = (await GeneralAsync()).GetProperty("tenantAdministrationSecurityGroup").GetString()!;
        var user = (await edition.Control.UsersAsync(edition.TenantId, Stop)).Single(known => known.UserPrincipalName == edition.Tenant.AdminUpn);
        var licences = $"{Root}/users/{user.Id}/licences";
        Assert.Contains("TenantAdministrator", await RolesAsync(user.Id));

        await NameAsync(tenant: null, partner: group);
        Assert.Contains("PartnerAdministrator", await RolesAsync(user.Id));
        Assert.DoesNotContain("TenantAdministrator", await RolesAsync(user.Id));
        var seen = await Administrator.CallAsync(HttpMethod.Get, $"{Root}/users?top=200");
        Assert.Equal(200, seen.Status);
        Assert.All(seen.Json.GetProperty("value").EnumerateArray(), shown => Assert.Equal("*****", shown.GetProperty("displayName").GetString()));
        (await Administrator.CallAsync(HttpMethod.Put, licences, """{"licences":[]}""")).IsProblem(403, "users.licences (update)");

        await NameAsync(tenant: group, partner: group);
        Assert.Superset(new HashSet<string> { "PartnerAdministrator", "TenantAdministrator" }, await RolesAsync(user.Id));

        await NameAsync(tenant: group, partner: null);
        Assert.DoesNotContain("PartnerAdministrator", await RolesAsync(user.Id));
        seen = await Administrator.CallAsync(HttpMethod.Get, $"{Root}/users?top=200");
        Assert.All(seen.Json.GetProperty("value").EnumerateArray(), shown => Assert.NotEqual("*****", shown.GetProperty("displayName").GetString()));
    }

    private async Task NameAsync(string? tenant, string? partner)
    {
        var body = JsonSerializer.Serialize(new { tenantAdministrationSecurityGroup = tenant, partnerAdministrationSecurityGroup = partner });
        Assert.Equal(200, (await System.CallAsync(HttpMethod.Patch, $"{Root}/settings/general", body)).Status);
        await edition.SyncAsync();
    }

    private async Task<JsonElement> GeneralAsync() => (await System.CallAsync(HttpMethod.Get, $"{Root}/settings/general")).Json;

    private async Task<HashSet<string>> RolesAsync(string user) =>
        [.. (await System.CallAsync(HttpMethod.Get, $"{Root}/users/{user}/roles")).Json.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("role").GetString()!)];
}
