using System.Buffers.Text;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>The OpenID configuration and the published keys.</summary>
internal sealed class OpenIdEndpoint(SimulatorWorld world, EntraAddresses addresses, SigningKey key, TimeProvider time)
{
    private static readonly string[] Code = ["code"];
    private static readonly string[] Pairwise = ["pairwise"];
    private static readonly string[] Algorithms = ["RS256"];
    private static readonly string[] Modes = ["query", "fragment"];
    private static readonly string[] Scopes = ["openid", "profile", "email", "offline_access"];
    private static readonly string[] Challenges = ["S256"];
    private static readonly string[] Authentication = ["private_key_jwt"];

    public EntraReply Configuration(EntraRequest request)
    {
        if (IssuerTenant(request.Tenant) is not { } tenant) return EntraReply.Refuse(EntraError.UnknownTenant(request.Tenant), time.GetUtcNow());
        var root = $"{addresses.Authority}/{request.Tenant}";
        return EntraReply.Ok(new
        {
            token_endpoint = $"{root}/oauth2/v2.0/token",
            token_endpoint_auth_methods_supported = Authentication,
            jwks_uri = $"{root}/discovery/v2.0/keys",
            response_modes_supported = Modes,
            subject_types_supported = Pairwise,
            id_token_signing_alg_values_supported = Algorithms,
            response_types_supported = Code,
            scopes_supported = Scopes,
            issuer = $"{addresses.Authority}/{tenant}/v2.0",
            authorization_endpoint = $"{root}/oauth2/v2.0/authorize",
            code_challenge_methods_supported = Challenges,
        });
    }

    public EntraReply Keys(EntraRequest request)
    {
        if (IssuerTenant(request.Tenant) is not { } tenant) return EntraReply.Refuse(EntraError.UnknownTenant(request.Tenant), time.GetUtcNow());
        return EntraReply.Ok(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    use = "sig",
                    kid = key.Id,
                    n = Base64Url.EncodeToString(key.Public.Modulus),
                    e = Base64Url.EncodeToString(key.Public.Exponent),
                    issuer = $"{addresses.Authority}/{tenant}/v2.0",
                },
            },
        });
    }

    /// <summary>The tenant in the issuer; for common and organizations the placeholder that the real one has.</summary>
    private string? IssuerTenant(string name)
    {
        if (name is "common" or "organizations") return "{tenantid}";
        if (Guid.TryParse(name, out var id) && id == world.OperatorTenantId) return id.ToString();
        return world.Find(name)?.Id.ToString();
    }
}
