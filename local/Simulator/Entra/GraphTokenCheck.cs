using System.Text.Json;
using NimbusFunctions.Local.Simulator.Graph;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>What Graph makes of a bearer token.</summary>
internal sealed class GraphTokenCheck(SimulatorWorld world, SigningKey key, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller; null with the refusal.</summary>
    public GraphCaller? Check(string? authorization, out GraphError? refused)
    {
        var caller = Read(authorization, out var reason);
        refused = caller is null ? reason : null;
        return caller;
    }

    private GraphCaller? Read(string? authorization, out GraphError reason)
    {
        reason = GraphError.Unauthenticated("Access token is empty.");
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        reason = GraphError.Unauthenticated("Access token validation failure. Signature is invalid.");
        if (Jwt.Verify(authorization[Scheme.Length..].Trim(), key) is not { } claims) return null;
        reason = GraphError.Unauthenticated("Access token validation failure. Invalid audience.");
        if (claims.Text("aud") != TokenIssuer.GraphAudience) return null;
        reason = GraphError.Unauthenticated("Lifetime validation failed, the token is expired.");
        if (claims.Time("exp") <= time.GetUtcNow()) return null;
        reason = GraphError.Unauthenticated("Access token validation failure. Invalid tenant.");
        if (!Guid.TryParse(claims.Text("tid"), out var tid) || world.Find(tid) is not { } tenant) return null;
        reason = new GraphError(401, "Authorization_IdentityNotFound", "The identity of the calling application could not be established.");
        if (!tenant.Consent.Given) return null;
        return claims.Text("scp") is { } scopes && Guid.TryParse(claims.Text("oid"), out var user)
            ? new GraphCaller(tenant, tenant.Consent.ScopesOf(user).Intersect(scopes.Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase), user)
            : new GraphCaller(tenant, RolesThatHold(claims, tenant));
    }

    /// <summary>
    /// The token's roles, as with Graph, but without those that the tenant has taken back since: the real one lets
    /// them live on for up to an hour, which nobody wants to wait for here.
    /// </summary>
    private static HashSet<string> RolesThatHold(JsonElement claims, SimulatedTenant tenant)
    {
        var roles = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!claims.TryGetProperty("roles", out var list)) return roles;
        var granted = tenant.Consent.Roles;
        foreach (var role in list.EnumerateArray())
        {
            if (role.GetString() is { } name && granted.Contains(name)) roles.Add(name);
        }

        return roles;
    }
}
