using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Tests.Entra;

public class TenantIssuerTests
{
    private const string Tenant = "00000000-0000-0000-0000-00000000000a";
    private const string Other = "00000000-0000-0000-0000-00000000000b";
    private readonly TenantIssuer issuer = new("https://login.example/");

    [Fact]
    public void Validate_IssuerOfTheTokensTenant_IsAccepted()
    {
        var name = $"https://login.example/{Tenant}/v2.0";

        Assert.Equal(name, issuer.Validate(name, Token(Tenant), new()));
    }

    [Theory]
    [InlineData($"https://login.example/{Other}/v2.0")]
    [InlineData($"https://evil.example/{Tenant}/v2.0")]
    [InlineData($"https://login.example/{Tenant}/")]
    [InlineData("")]
    public void Validate_AnyOtherIssuer_IsRefused(string name) => Assert.Throws<SecurityTokenInvalidIssuerException>(
        () => issuer.Validate(name, Token(Tenant), new()));

    private static JsonWebToken Token(string tenant) => new(
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["tid"] = tenant } }));
}
