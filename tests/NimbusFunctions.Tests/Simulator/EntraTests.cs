using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>The simulated Entra: tokens, keys, sign-in, consent.</summary>
public class EntraTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    private const string Redirect = "http://localhost:5000/signin";

    [Fact]
    public async Task ClientCredentials_GiveATokenWithTheGrantedRoles()
    {
        var bench = shared.Bench;
        var answer = (await bench.TokenAsync()).IsOk();
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.InRange(answer["expires_in"].GetInt32(), 3000, 3600);
        var claims = await VerifiedAsync(bench, answer.Text("access_token")!, bench.Tenant.Id);
        Assert.Equal("https://graph.microsoft.com", claims.GetProperty("aud").GetString());
        Assert.Equal(bench.Tenant.Id, claims.GetProperty("tid").GetString());
        Assert.Equal(bench.Server.ClientId, claims.GetProperty("appid").GetString());
        Assert.Equal("app", claims.GetProperty("idtyp").GetString());
        Assert.Equal("2.0", claims.GetProperty("ver").GetString());
        Assert.Equal($"{bench.Server.HttpsAddress}{bench.Tenant.Id}/v2.0", claims.GetProperty("iss").GetString());
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(
            ["Application.Read.All", "Group.Read.All", "GroupMember.Read.All", "Presence.Read.All", "TeamMember.Read.All", "User.Read.All"],
            claims.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!).Order());
    }

    [Theory]
    [InlineData("client_assertion", null, 401, "AADSTS7000218")]
    [InlineData("client_assertion", "a.b.c", 401, "AADSTS700027")]
    [InlineData("client_assertion_type", "password", 401, "AADSTS50027")]
    [InlineData("client_secret", "guess", 401, "AADSTS7000215")]
    [InlineData("client_id", "6a4b5dd1-3cbe-4d3f-9a3c-0a8d3c5d7a11", 400, "AADSTS700016")]
    [InlineData("client_id", null, 400, "AADSTS900144")]
    [InlineData("scope", "https://graph.microsoft.com/User.Read", 400, "AADSTS1002012")]
    [InlineData("scope", "https://elsewhere.example/.default", 400, "AADSTS500011")]
    [InlineData("grant_type", "password", 400, "AADSTS70003")]
    [InlineData("grant_type", null, 400, "AADSTS900144")]
    public async Task TokenRequest_ThatIsWrong_IsRefusedWithItsCode(string field, string? value, int status, string code)
    {
        var answer = (await shared.Bench.TokenAsync(null, (field, value))).Is((HttpStatusCode)status);
        Assert.StartsWith(code + ":", answer.Text("error_description"), StringComparison.Ordinal);
        Assert.Equal(code, $"AADSTS{answer["error_codes"][0].GetInt32()}");
        Assert.NotNull(answer.Text("error"));
    }

    [Fact]
    public async Task Assertion_ThatIsAnotherToken_IsRefused()
    {
        var bench = shared.Bench;
        var user = bench.Server.IssueToken(new TokenRequest { Tenant = bench.Tenant.Id, User = bench.Tenant.AdminUpn, Audience = "api://AzureADTokenExchange" });
        Assert.Contains("AADSTS700211", (await bench.TokenAsync(null, ("client_assertion", user))).Is(HttpStatusCode.Unauthorized).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assertion_AfterItsTime_IsRefused()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(time: time);
        time.Advance(TimeSpan.FromDays(367));
        Assert.Contains("AADSTS700024", (await bench.TokenAsync()).Is(HttpStatusCode.Unauthorized).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_Unknown_IsToldApartFromOneWithoutConsent()
    {
        var bench = shared.Bench;
        Assert.Contains("AADSTS90002", (await bench.TokenAsync(Guid.NewGuid().ToString())).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        Assert.Contains("AADSTS700016", (await bench.TokenAsync(bench.Server.OperatorTenantId)).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        (await bench.TokenAsync(bench.Tenant.Domain)).IsOk();
    }

    [Fact]
    public async Task NoPermissionLeft_TokenHasNoRolesClaim()
    {
        await using var bench = await SimulatorBench.StartAsync();
        foreach (var role in (await bench.ControlAsync("GET", "permissions"))["roles"].EnumerateArray()) await bench.ControlAsync("DELETE", $"permissions/{role.GetString()}");
        var claims = await VerifiedAsync(bench, (await bench.TokenAsync()).IsOk().Text("access_token")!, bench.Tenant.Id);
        Assert.False(claims.TryGetProperty("roles", out _));
    }

    [Theory]
    [InlineData("common", "{tenantid}")]
    [InlineData("organizations", "{tenantid}")]
    [InlineData("", null)]
    public async Task OpenIdConfiguration_NamesIssuerKeysAndEndpoints(string tenant, string? issuer)
    {
        var bench = shared.Bench;
        tenant = tenant.Length > 0 ? tenant : bench.Tenant.Id;
        var configuration = await GetAsync(bench, $"/{tenant}/v2.0/.well-known/openid-configuration");
        Assert.Equal($"{bench.Server.HttpsAddress}{issuer ?? tenant}/v2.0", configuration.IsOk().Text("issuer"));
        Assert.Equal($"{bench.Server.HttpsAddress}{tenant}/oauth2/v2.0/token", configuration.Text("token_endpoint"));
        Assert.StartsWith(bench.Server.HttpsAddress.ToString(), configuration.Text("jwks_uri"), StringComparison.Ordinal);
        (await GetAsync(bench, $"/{Guid.NewGuid()}/v2.0/.well-known/openid-configuration")).Is(HttpStatusCode.BadRequest);
        (await GetAsync(bench, $"/{bench.Server.OperatorTenantId}/v2.0/.well-known/openid-configuration")).IsOk();
    }

    [Fact]
    public async Task CodeFlow_WithPkce_SignsTheNamedUserIn()
    {
        var bench = shared.Bench;
        const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";
        var code = await AuthorizeAsync(bench, Verifier, bench.Tenant.AdminUpn);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = bench.Server.ClientId,
            ["code"] = code["code"],
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
        };
        Assert.Equal("s t", code["state"]);
        var answer = (await RedeemAsync(bench, form)).IsOk();
        var claims = await VerifiedAsync(bench, answer.Text("access_token")!, bench.Tenant.Id);
        Assert.Equal($"api://{bench.Server.ClientId}", claims.GetProperty("aud").GetString());
        Assert.Equal("user_impersonation", claims.GetProperty("scp").GetString());
        Assert.Equal(bench.Tenant.AdminUpn, claims.GetProperty("preferred_username").GetString());
        Assert.False(claims.TryGetProperty("groups", out _));
        var id = await VerifiedAsync(bench, answer.Text("id_token")!, bench.Tenant.Id);
        Assert.Equal("n1", id.GetProperty("nonce").GetString());

        // A code is good once, and only with its verifier.
        Assert.Contains("AADSTS70008", (await RedeemAsync(bench, form)).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        form["code"] = (await AuthorizeAsync(bench, Verifier, bench.Tenant.AdminUpn))["code"];
        form["code_verifier"] = "another-verifier-another-verifier-another-verifier";
        Assert.Contains("AADSTS501481", (await RedeemAsync(bench, form)).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_WithoutHint_OffersUsers_AndRefusesForeignRedirects()
    {
        var bench = shared.Bench;
        var url = $"/common/oauth2/v2.0/authorize?client_id={bench.Server.ClientId}&response_type=code&code_challenge=x&code_challenge_method=S256&redirect_uri=";
        var page = await GetAsync(bench, url + Redirect);
        Assert.Contains(bench.Tenant.AdminUpn, page.IsOk().Body, StringComparison.Ordinal);
        (await GetAsync(bench, url + "https://evil.example/")).Is(HttpStatusCode.BadRequest);
        (await GetAsync(bench, url + "https://localhost@evil.example/")).Is(HttpStatusCode.BadRequest);
        var denied = await GetAsync(bench, url + Redirect + "&login_hint=nobody@nowhere.example");
        Assert.Contains("error=access_denied", denied.Is(HttpStatusCode.Found).Message.Headers.Location!.Query, StringComparison.Ordinal);
        var withoutPkce = await GetAsync(bench, $"/common/oauth2/v2.0/authorize?client_id={bench.Server.ClientId}&response_type=code&redirect_uri={Redirect}");
        Assert.Contains("error=invalid_request", withoutPkce.Is(HttpStatusCode.Found).Message.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adminconsent")]
    [InlineData("v2.0/adminconsent")]
    public async Task AdminConsent_GrantsWhatIsRegistered_AndLeadsBack(string path)
    {
        await using var bench = await SimulatorBench.StartAsync();
        await bench.ControlAsync("DELETE", "consent");
        var url = $"/{bench.Tenant.Id}/{path}?client_id={bench.Server.ClientId}&state=a%20b&redirect_uri=";
        (await GetAsync(bench, url + "https://evil.example/")).Is(HttpStatusCode.BadRequest);
        (await bench.TokenAsync()).Is(HttpStatusCode.BadRequest);
        var back = (await GetAsync(bench, url + Redirect)).Is(HttpStatusCode.Found).Message.Headers.Location!;
        Assert.Equal($"{Redirect}?admin_consent=True&tenant={bench.Tenant.Id}&state=a%20b", back.OriginalString);
        (await bench.GraphAsync("/users?$top=1")).IsOk();
    }

    private static async Task<Answer> GetAsync(SimulatorBench bench, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await bench.SendAsync(request);
    }

    private static async Task<Answer> RedeemAsync(SimulatorBench bench, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/organizations/oauth2/v2.0/token") { Content = new FormUrlEncodedContent(form) };
        return await bench.SendAsync(request);
    }

    private static async Task<Dictionary<string, string>> AuthorizeAsync(SimulatorBench bench, string verifier, string hint)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var answer = await GetAsync(bench, $"/organizations/oauth2/v2.0/authorize?client_id={bench.Server.ClientId}&response_type=code&scope=openid&redirect_uri={Redirect}"
            + $"&state=s%20t&nonce=n1&code_challenge={challenge}&code_challenge_method=S256&login_hint={hint}");
        return answer.Is(HttpStatusCode.Found).Message.Headers.Location!.Query.TrimStart('?').Split('&')
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    /// <summary>The claims of a token whose signature holds against the published keys.</summary>
    internal static async Task<JsonElement> VerifiedAsync(SimulatorBench bench, string token, string tenant)
    {
        var keys = (await GetAsync(bench, $"/{tenant}/discovery/v2.0/keys")).IsOk()["keys"];
        var parts = token.Split('.');
        var header = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0]));
        var key = keys.EnumerateArray().Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()),
        });
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(rsa.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[1]));
    }
}
