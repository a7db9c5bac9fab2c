using System.Net;
using System.Text.Json;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>POST /_control/token: what our API accepts, and what it must refuse.</summary>
public class ControlTokenTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Fact]
    public async Task Token_OfAUser_IsAsEntraMakesIt()
    {
        var bench = shared.Bench;
        var claims = await ClaimsAsync(new { tenant = bench.Tenant.Id, user = bench.Tenant.AdminUpn }, bench.Tenant.Id);
        Assert.Equal($"api://{bench.Server.ClientId}", claims.GetProperty("aud").GetString());
        Assert.Equal($"{bench.Server.HttpsAddress}{bench.Tenant.Id}/v2.0", claims.GetProperty("iss").GetString());
        Assert.Equal(bench.Tenant.Id, claims.GetProperty("tid").GetString());
        Assert.Equal(bench.Tenant.AdminUpn, claims.GetProperty("upn").GetString());
        Assert.Equal("user_impersonation", claims.GetProperty("scp").GetString());
        Assert.Equal((await bench.GraphAsync($"/users/{bench.Tenant.AdminUpn}")).Text("id"), claims.GetProperty("oid").GetString());
        Assert.False(claims.TryGetProperty("roles", out _));
    }

    [Fact]
    public async Task Token_OfTheOperator_IsIssuedByTheOperatorsTenant()
    {
        var bench = shared.Bench;
        var claims = await ClaimsAsync(new { tenant = bench.Tenant.Id, app = new[] { "System.Administrator" } }, bench.Server.OperatorTenantId);
        Assert.Equal(bench.Server.OperatorTenantId, claims.GetProperty("tid").GetString());
        Assert.Equal("app", claims.GetProperty("idtyp").GetString());
        Assert.Equal("System.Administrator", Assert.Single(claims.GetProperty("roles").EnumerateArray().ToArray()).GetString());
        Assert.DoesNotContain(bench.Server.OperatorTenantId, (await bench.ControlAsync("GET", "/tenants")).IsOk().Body, StringComparison.Ordinal);
        var own = await ClaimsAsync(new { tenant = bench.Tenant.Id, app = new[] { "Provisioning.User.Read" } }, bench.Tenant.Id);
        Assert.Equal(bench.Tenant.Id, own.GetProperty("tid").GetString());
        var forged = await ClaimsAsync(new { tenant = bench.Tenant.Id, app = new[] { "System.Administrator" }, issuedBy = bench.Tenant.Id }, bench.Tenant.Id);
        Assert.Equal(bench.Tenant.Id, forged.GetProperty("tid").GetString());
    }

    [Fact]
    public async Task Token_Expired_OfAnotherAudience_OrWronglySigned_IsMadeOnDemand()
    {
        var bench = shared.Bench;
        var expired = await ClaimsAsync(new { tenant = bench.Tenant.Id, user = bench.Tenant.AdminUpn, expiresIn = -60, audience = "api://other" }, bench.Tenant.Id);
        Assert.True(expired.GetProperty("exp").GetInt64() < TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        Assert.True(expired.GetProperty("nbf").GetInt64() < expired.GetProperty("exp").GetInt64());
        Assert.Equal("api://other", expired.GetProperty("aud").GetString());
        var wrong = bench.Server.IssueToken(new TokenRequest { Tenant = bench.Tenant.Id, User = bench.Tenant.AdminUpn, WrongKey = true });
        await Assert.ThrowsAsync<InvalidOperationException>(() => EntraTests.VerifiedAsync(bench, wrong, bench.Tenant.Id));
    }

    [Theory]
    [InlineData("""{"tenant":"nowhere","user":"a@b"}""", 404, "nowhere")]
    [InlineData("""{"tenant":"{t}","user":"nobody@nowhere.example"}""", 404, "nobody@nowhere.example")]
    [InlineData("""{"tenant":"{t}"}""", 400, "user or app")]
    [InlineData("""{"tenant":"{t}","user":"a@b","app":["X"]}""", 400, "user or app")]
    [InlineData("""{"tenant":"{t}","app":[]}""", 400, "app")]
    [InlineData("""{"user":"a@b"}""", 400, "tenant")]
    [InlineData("""{"tenant":"{t}","usr":"a@b"}""", 400, "usr")]
    [InlineData("""{"tenant":"{t}","user":7}""", 400, "user")]
    [InlineData("""{"tenant":"{t}","user":"admin@alpenwerk.example","expiresIn":99999999}""", 400, "expiresIn")]
    [InlineData("not json", 400, "body")]
    [InlineData("", 400, "body")]
    public async Task Token_RequestThatIsWrong_GetsAProblemThatNamesIt(string body, int status, string named)
    {
        var bench = shared.Bench;
        var answer = (await bench.ControlAsync("POST", "/token", body.Replace("{t}", bench.Tenant.Id, StringComparison.Ordinal))).Is((HttpStatusCode)status);
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType!.MediaType);
        Assert.Contains(named, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(status, answer["status"].GetInt32());
    }

    [Fact]
    public void IssueToken_ForNobody_SaysSo()
    {
        var refused = Assert.Throws<SimulatorException>(() => shared.Bench.Server.IssueToken(new TokenRequest { Tenant = shared.Bench.Tenant.Id, User = "nobody@nowhere.example" }));
        Assert.Contains("nobody@nowhere.example", refused.Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ClaimsAsync(object request, string issuer)
    {
        var token = (await shared.Bench.ControlAsync("POST", "/token", request)).IsOk().Text("access_token")!;
        return await EntraTests.VerifiedAsync(shared.Bench, token, issuer);
    }
}
