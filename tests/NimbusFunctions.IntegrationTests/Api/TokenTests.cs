using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class TokenTests(LocalEditionFixture edition)
{
    private const string Other = "11111111-1111-1111-1111-111111111111";

    private string Users => $"v1/tenants/{edition.TenantId}/users?top=1";

    [Fact]
    public async Task Call_NoToken_Is401() => (await edition.Client(null).CallAsync(HttpMethod.Get, Users)).IsProblem(401, "Bearer");

    [Theory]
    [InlineData("not-a-token")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Call_NoRealToken_Is401(string token) => (await edition.Client(token).CallAsync(HttpMethod.Get, Users)).IsProblem(401);

    [Fact]
    public async Task Call_ExpiredToken_Is401() => (await With(new() { Tenant = edition.TenantId, User = Admin, ExpiresIn = -600 })).IsProblem(401, "expired");

    [Fact]
    public async Task Call_WronglySignedToken_Is401() => (await With(new() { Tenant = edition.TenantId, User = Admin, WrongKey = true })).IsProblem(401);

    [Fact]
    public async Task Call_TokenForAnotherApi_Is401() => (await With(
        new() { Tenant = edition.TenantId, User = Admin, Audience = "https://graph.microsoft.com" })).IsProblem(401, "audience");

    [Fact]
    public async Task Call_DelegatedOrAppOnlyToken_IsLetIn()
    {
        Assert.Equal(200, (await With(new() { Tenant = edition.TenantId, User = Admin })).Status);
        Assert.Equal(200, (await With(new() { Tenant = edition.TenantId, App = ["System.Administrator"] })).Status);
    }

    [Theory]
    [InlineData("tid", Other)]
    [InlineData("iss", "https://login.example/v2.0")]
    [InlineData("exp", "9999999999")]
    public async Task Call_TokenWhoseClaimWasChanged_Is401(string claim, string value)
    {
        var parts = edition.Edition.Simulator.IssueToken(new() { Tenant = edition.TenantId, User = Admin }).Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims[claim] = claim == "exp" ? long.Parse(value, CultureInfo.InvariantCulture) : value;
        parts[1] = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));

        (await edition.Client(string.Join('.', parts)).CallAsync(HttpMethod.Get, Users)).IsProblem(401);
    }

    [Fact]
    public async Task Call_UserOfAnotherTenant_Is403WhetherTheTenantExistsOrNot()
    {
        (await edition.Client(edition.AdminToken).CallAsync(HttpMethod.Get, $"v1/tenants/{Other}/users")).IsProblem(403);
        (await edition.Client(edition.AdminToken).CallAsync(HttpMethod.Get, $"v1/tenants/{Other}/services")).IsProblem(403);
    }

    [Fact]
    public async Task Call_OperatorsRoleHandedOutByACustomer_Is403() => (await With(
        new() { Tenant = edition.TenantId, App = ["System.Administrator"], IssuedBy = edition.TenantId })).IsProblem(403, "users");

    [Fact]
    public async Task Call_AppRoleThatMeansNothing_Is403() => (await With(
        new() { Tenant = edition.TenantId, App = ["Some.Role"] })).IsProblem(403);

    [Fact]
    public async Task Call_TeamMember_SeesOwnServicesAndNoUsers()
    {
        var team = (await edition.Control.TeamsAsync(edition.TenantId, TestContext.Current.CancellationToken))[0];
        var users = await edition.Control.UsersAsync(edition.TenantId, TestContext.Current.CancellationToken);
        // Of the two administrators one may be anybody.
        var members = users.Where(user => team.Members.Except(team.Owners).Contains(user.Id)).Take(3).ToList();
        var member = members[0];
        foreach (var candidate in members)
        {
            if ((await edition.Client(edition.UserToken(candidate.UserPrincipalName)).CallAsync(HttpMethod.Get, Users)).Status == 403)
                member = candidate;
        }

        var client = edition.Client(edition.UserToken(member.UserPrincipalName));

        (await client.CallAsync(HttpMethod.Get, Users)).IsProblem(403, "users (read)");
        (await client.CallAsync(HttpMethod.Post, $"v1/tenants/{edition.TenantId}/sync")).IsProblem(403, "sync (execute)");
        var services = await client.CallAsync(HttpMethod.Get, $"v1/tenants/{edition.TenantId}/services");
        Assert.Equal(200, services.Status);
        Assert.Contains(services.Json.GetProperty("value").EnumerateArray(), service => service.GetProperty("id").GetString() == team.Id);
        var all = (await edition.Control.TeamsAsync(edition.TenantId, TestContext.Current.CancellationToken))
            .Where(other => other.People.Contains(member.Id)).Select(other => other.Id).ToHashSet();
        Assert.All(services.Json.GetProperty("value").EnumerateArray(), service => Assert.Contains(service.GetProperty("id").GetString()!, all));
    }

    private string Admin => edition.Tenant.AdminUpn;

    private Task<Answer> With(TokenRequest request) =>
        edition.Client(edition.Edition.Simulator.IssueToken(request)).CallAsync(HttpMethod.Get, Users);
}
