using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NimbusFunctions.Entra;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Tests.Ops;

public sealed class IdTokenCheckTests : IDisposable
{
    private const string Authority = "https://login.example";
    private const string Client = "30000000-0000-0000-0000-000000000003";
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const string Other = "20000000-0000-0000-0000-000000000002";
    private const string User = "40000000-0000-0000-0000-000000000004";
    private const string Nonce = "the-nonce";

    private readonly RSA own = RSA.Create(2048);
    private readonly RSA foreign = RSA.Create(2048);

    [Fact]
    public async Task CheckAsync_AnIdTokenForThisAttempt_IsItsUser()
    {
        var (user, failure) = await CheckAsync(Token());

        Assert.Null(failure);
        Assert.Equal((Tenant, User, "A user"), (user!.TenantId, user.ObjectId, user.Name));
        Assert.Equal(["A.Role", "B.Role"], user.Roles);
    }

    [Fact]
    public async Task CheckAsync_AnotherNonceOrNone_IsNobody()
    {
        Assert.Null((await CheckAsync(Token(nonce: "another"))).User);
        Assert.Null((await CheckAsync(Token(nonce: null))).User);
    }

    [Theory]
    [InlineData($"{Authority}/{Other}/v2.0")]
    [InlineData($"https://evil.example/{Tenant}/v2.0")]
    [InlineData($"{Authority}/{Tenant}/")]
    public async Task CheckAsync_AnotherTenantsIssuer_IsNobody(string issuer) => Assert.Null((await CheckAsync(Token(issuer: issuer))).User);

    [Fact]
    public async Task CheckAsync_AnotherAppsToken_IsNobody()
    {
        Assert.Null((await CheckAsync(Token(audience: Other))).User);
        // Access tokens for this app's API are none either.
        Assert.Null((await CheckAsync(Token(audience: $"api://{Client}"))).User);
    }

    [Fact]
    public async Task CheckAsync_AnExpiredOne_IsNobody() => Assert.Null((await CheckAsync(Token(expires: -5))).User);

    [Fact]
    public async Task CheckAsync_AForeignKeyOrNone_IsNobody()
    {
        Assert.Null((await CheckAsync(Token(key: foreign))).User);
        var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Token().Split('.')[1]}.";
        Assert.Null((await CheckAsync(unsigned)).User);
        Assert.Null((await CheckAsync("not a token")).User);
    }

    [Fact]
    public async Task CheckAsync_AnIdThatIsNone_IsNobody() => Assert.Null((await CheckAsync(Token(user: "x"))).User);

    public void Dispose()
    {
        own.Dispose();
        foreign.Dispose();
    }

    private Task<(SignedInUser? User, Exception? Failure)> CheckAsync(string token)
    {
        var configuration = new OpenIdConnectConfiguration { Issuer = $"{Authority}/{{tenantid}}/v2.0" };
        configuration.SigningKeys.Add(new RsaSecurityKey(own.ExportParameters(false)) { KeyId = "own" });
        var bearer = new JwtBearerOptions { ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration) };
        var entra = new EntraOptions { Authority = Authority, ClientId = Client, Audience = $"api://{Client}" };
        return new IdTokenCheck(Options.Create(entra), new Monitor(bearer)).CheckAsync(token, Nonce);
    }

    private string Token(string? nonce = Nonce, string? issuer = null, string audience = Client, int expires = 60, RSA? key = null, string user = User)
    {
        var claims = new Dictionary<string, object> { ["tid"] = Tenant, ["oid"] = user, ["name"] = "A user", ["roles"] = new[] { "A.Role", "B.Role" } };
        if (nonce is not null)
            claims["nonce"] = nonce;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? $"{Authority}/{Tenant}/v2.0",
            Audience = audience,
            IssuedAt = now.AddHours(-1),
            NotBefore = now.AddHours(-1),
            Expires = now.AddMinutes(expires),
            Claims = claims,
            SigningCredentials = new(new RsaSecurityKey(key ?? own) { KeyId = "own" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private sealed class Monitor(JwtBearerOptions options) : IOptionsMonitor<JwtBearerOptions>
    {
        public JwtBearerOptions CurrentValue => options;

        public JwtBearerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<JwtBearerOptions, string?> listener) => null;
    }
}
