using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class BadInputTests(LocalEditionFixture edition)
{
    private const string Nobody = "11111111-1111-1111-1111-111111111111";

    private HttpClient System => edition.Client(edition.SystemToken);

    private string Tenant => $"v1/tenants/{edition.TenantId}";

    [Fact]
    public async Task Tenant_NotAGuid_Is400() => (await System.CallAsync(HttpMethod.Get, "v1/tenants/nobody/users")).IsProblem(400, "tenant");

    [Fact]
    public async Task Tenant_Unknown_Is404() => (await System.CallAsync(HttpMethod.Get, $"v1/tenants/{Nobody}/users")).IsProblem(404, Nobody);

    [Fact]
    public async Task User_Unknown_Is404() => (await System.CallAsync(HttpMethod.Get, $"{Tenant}/users/{Nobody}")).IsProblem(404, Nobody);

    [Fact]
    public async Task User_NotAGuid_Is400() => (await System.CallAsync(HttpMethod.Get, $"{Tenant}/users/somebody")).IsProblem(400, "user");

    [Fact]
    public async Task Service_Unknown_Is404() => (await System.CallAsync(HttpMethod.Get, $"{Tenant}/services/none")).IsProblem(404, "none");

    [Fact]
    public async Task Path_Unknown_Is404() => (await System.CallAsync(HttpMethod.Get, "v1/nothing/here")).IsProblem(404, "nothing");

    [Theory]
    [InlineData("departement=x", "departement")]
    [InlineData("top=0", "top")]
    [InlineData("top=many", "top")]
    [InlineData("continuation=xyz!", "continuation")]
    public async Task Users_BadParameter_IsNamed(string query, string field) =>
        (await System.CallAsync(HttpMethod.Get, $"{Tenant}/users?{query}")).IsProblem(400, field);

    [Theory]
    [InlineData("no json at all", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{\"upn\":", "body")]
    [InlineData("{\"upn\":5}", "upn")]
    [InlineData("{\"busy\":\"yes\"}", "busy")]
    [InlineData("{\"modalities\":\"Call\"}", "modalities")]
    [InlineData("{\"colour\":\"red\"}", "colour")]
    [InlineData("{\"upn\":\"a@b.example\",\"upn\":\"c@d.example\"}", "upn")]
    [InlineData("{\"upn\":\"no upn\",\"displayName\":\"x\",\"assignmentType\":\"None\"}", "upn")]
    [InlineData("{\"upn\":\"a@b.example\",\"displayName\":\"x\",\"assignmentType\":\"Robots\"}", "assignmentType")]
    [InlineData("{\"upn\":\"a@b.example\",\"displayName\":\"x\",\"assignmentType\":\"MsTeams\"}", "teamId")]
    [InlineData("{\"upn\":\"a@b.example\",\"displayName\":\"x\",\"assignmentType\":\"None\",\"organizationUnitId\":\"x\"}", "organizationUnitId")]
    [InlineData("{\"upn\":\"a@b.example\",\"displayName\":\"x\",\"assignmentType\":\"None\",\"modalities\":[\"Email\"]}", "Email needs the licence")]
    public async Task Service_BadBody_IsNamedAndNothingIsStored(string body, string field)
    {
        (await System.CallAsync(HttpMethod.Put, $"{Tenant}/services/bad-input", body)).IsProblem(400, field);
        (await System.CallAsync(HttpMethod.Get, $"{Tenant}/services/bad-input")).IsProblem(404);
    }

    [Fact]
    public async Task Service_AllFaults_AreListedAtOnce()
    {
        var answer = await System.CallAsync(HttpMethod.Put, $"{Tenant}/services/bad-input", "{\"licence\":\"Gold\",\"defaultPriority\":\"Top\"}");

        answer.IsProblem(400);
        Assert.Superset(
            new HashSet<string> { "upn", "displayName", "assignmentType", "licence", "defaultPriority" },
            answer.Json.GetProperty("errors").EnumerateObject().Select(field => field.Name).ToHashSet());
    }

    [Fact]
    public async Task Body_TooLarge_Is413() => (await System.CallAsync(
        HttpMethod.Put, $"{Tenant}/services/bad-input", $"{{\"displayName\":\"{new string('x', 2_000_000)}\"}}")).IsProblem(413);

    [Fact]
    public async Task Body_NotJsonByType_Is415() =>
        (await System.CallAsync(HttpMethod.Put, $"{Tenant}/services/bad-input", "upn=x", "text/plain")).IsProblem(415, "application/json");

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("{\"id\":\"x\",\"name\":\"X\"}", "id")]
    [InlineData("{\"id\":\"22222222-2222-2222-2222-222222222222\"}", "name")]
    [InlineData("{\"id\":\"22222222-2222-2222-2222-222222222222\",\"name\":\"X\",\"o365Domain\":\"a b\"}", "o365Domain")]
    [InlineData("{\"id\":\"22222222-2222-2222-2222-222222222222\",\"name\":\"X\",\"tenantAdministrationSecurityGroup\":\"g\"}", "SecurityGroup")]
    [InlineData("{\"id\":\"00000000-0000-0000-0000-000000000000\",\"name\":\"X\"}", "id")]
    public async Task NewTenant_BadBody_IsNamedAndNothingIsStored(string body, string field)
    {
        (await System.CallAsync(HttpMethod.Post, "v1/tenants", body)).IsProblem(400, field);
        (await System.CallAsync(HttpMethod.Get, "v1/tenants/22222222-2222-2222-2222-222222222222/users")).IsProblem(404);
    }

    [Fact]
    public async Task NewTenant_ByAnAdministratorOfATenant_Is403() => (await edition.Client(edition.AdminToken).CallAsync(
        HttpMethod.Post, "v1/tenants", "{\"id\":\"22222222-2222-2222-2222-222222222222\",\"name\":\"X\"}")).IsProblem(403, "tenants (create)");

    [Fact]
    public async Task NewTenant_ThatExists_Is409() => (await System.CallAsync(
        HttpMethod.Post, "v1/tenants", $"{{\"id\":\"{edition.TenantId}\",\"name\":\"X\"}}")).IsProblem(409, edition.TenantId);
}
