using NimbusFunctions.Local.Simulator.Entra;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>
/// What the vault makes of a bearer token: it must be for a vault, of the tenant that owns this one, and of the one
/// application that has the role. In the cloud that is the app's managed identity; here the app's registration stands for it.
/// </summary>
internal sealed class VaultTokenCheck(SimulatorWorld world, SigningKey key, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <returns>Null where the caller may do everything with secrets.</returns>
    public VaultReply? Refusal(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unauthorized("AKV10000: Request is missing a Bearer or PoP token.");
        if (Jwt.Verify(authorization[Scheme.Length..].Trim(), key) is not { } claims)
            return Unauthorized("AKV10006: Unable to parse JWT token.");
        if (claims.Text("aud") != VaultAddress.Audience)
            return Unauthorized($"AKV10022: Invalid audience. Expected {VaultAddress.Audience}, found: {claims.Text("aud")}.");
        if (claims.Text("tid") != world.OperatorTenantId.ToString())
            return Unauthorized("AKV10032: Invalid issuer.");
        if (claims.Time("exp") <= time.GetUtcNow())
            return Unauthorized("AKV10018: Token has expired.");
        return claims.Text("appid") == world.ClientId.ToString()
            ? null
            : VaultReply.Refuse(403, "Forbidden", "Caller is not authorized to perform action on resource.", "ForbiddenByRbac");
    }

    private static VaultReply Unauthorized(string message) => VaultReply.Refuse(401, "Unauthorized", message);
}
