using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Ops.SignIn;

/// <summary>
/// Checks an id token as access tokens are checked (issuer, signature, key's issuer, lifetime), for this app alone and
/// for one attempt. The keys are those that bearer tokens are checked with.
/// </summary>
internal sealed class IdTokenCheck(IOptions<EntraOptions> entra, IOptionsMonitor<JwtBearerOptions> bearer)
{
    private const int LongestName = 256;
    private const int MostRoles = 50;

    /// <param name="token">What Entra gave.</param>
    /// <param name="nonce">What it has to carry.</param>
    /// <returns>Null where it proves nobody.</returns>
    public async Task<(SignedInUser? User, Exception? Failure)> CheckAsync(string token, string nonce)
    {
        var parameters = EntraAuthentication.TokenChecks(entra.Value, [entra.Value.ClientId]);
        parameters.ConfigurationManager = bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager as BaseConfigurationManager;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, parameters);
        return result.IsValid ? (Read(result.ClaimsIdentity, nonce), null) : (null, result.Exception);
    }

    private static SignedInUser? Read(ClaimsIdentity claims, string nonce)
    {
        if (claims.FindFirst("nonce")?.Value is not { } given || !SignInAttempt.IsSame(nonce, given)
            || !Guid.TryParse(claims.FindFirst("tid")?.Value, out var tenant) || !Guid.TryParse(claims.FindFirst("oid")?.Value, out var user))
            return null;
        var name = claims.FindFirst("name")?.Value ?? claims.FindFirst("preferred_username")?.Value ?? "";
        return new(
            tenant.ToString("D"), user.ToString("D"), name.Length > LongestName ? name[..LongestName] : name,
            [.. claims.FindAll("roles").Select(role => role.Value).Take(MostRoles)]);
    }
}

/// <summary>Who signed in.</summary>
/// <param name="TenantId"><c>tid</c>, lower case.</param>
/// <param name="ObjectId"><c>oid</c>, lower case.</param>
/// <param name="Name">How the person is called, to be shown to that person.</param>
/// <param name="Roles">App roles, handed out by the administrators of the person's own tenant.</param>
internal sealed record SignedInUser(string TenantId, string ObjectId, string Name, IReadOnlyList<string> Roles);
