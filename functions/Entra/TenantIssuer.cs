using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NimbusFunctions.Entra;

/// <summary>
/// Accepts exactly the issuer that belongs to the token's own tenant, <c>{authority}/{tid}/v2.0</c>
/// (Entra: "Access token claims reference", iss and tid).
/// </summary>
internal sealed class TenantIssuer(string authority)
{
    private readonly string root = authority.TrimEnd('/');

    /// <exception cref="SecurityTokenInvalidIssuerException">It is another issuer.</exception>
    public string Validate(string issuer, SecurityToken token, TokenValidationParameters parameters)
    {
        if (token is JsonWebToken jwt
            && jwt.TryGetPayloadValue<string>("tid", out var tenant)
            && Guid.TryParseExact(tenant, "D", out _)
            && issuer == $"{root}/{tenant}/v2.0")
            return issuer;
        throw new SecurityTokenInvalidIssuerException("The issuer is not that of the token's tenant.") { InvalidIssuer = issuer };
    }
}
