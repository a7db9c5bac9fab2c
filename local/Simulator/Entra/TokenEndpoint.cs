using NimbusFunctions.Local.Simulator.Vault;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>/{tenant}/oauth2/v2.0/token.</summary>
internal sealed class TokenEndpoint(SimulatorWorld world, TokenIssuer issuer, ClientAssertionCheck assertions, CodeGrant codes, OnBehalfOfGrant behalf, TimeProvider time)
{
    private const string DefaultScope = "/.default";

    public EntraReply Handle(EntraRequest request)
    {
        return request["grant_type"] switch
        {
            null => Refuse(EntraError.Missing("grant_type")),
            "client_credentials" => ClientCredentials(request),
            CodeGrant.GrantType => Code(request),
            OnBehalfOfGrant.GrantType => OnBehalfOf(request),
            var other => Refuse(new EntraError(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{other}'.")),
        };
    }

    private EntraReply OnBehalfOf(EntraRequest request) => behalf.Exchange(request, out var refused) is { } exchanged
        ? EntraReply.Ok(new
        {
            token_type = "Bearer",
            scope = exchanged.Scopes,
            expires_in = TokenIssuer.LifeSeconds - 1,
            ext_expires_in = TokenIssuer.LifeSeconds - 1,
            access_token = exchanged.Token,
        })
        : Refuse(refused!);

    private EntraReply ClientCredentials(EntraRequest request)
    {
        if (world.Find(request.Tenant) is not { } tenant)
            return IsOperator(request.Tenant) ? OfOperator(request) : Refuse(EntraError.UnknownTenant(request.Tenant));
        if (request["client_id"] is not { } client) return Refuse(EntraError.Missing("client_id"));
        if (!IsOurs(client) || !tenant.Consent.Given) return Refuse(EntraError.UnknownApp(client, tenant.Name));
        if (assertions.Check(request) is { } refused) return Refuse(refused);
        if (request["scope"] is not { } scope) return Refuse(EntraError.Missing("scope"));
        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal))
            return Refuse(EntraError.ScopeWithoutDefault(scope));

        var resource = scope[..^DefaultScope.Length].TrimEnd('/');
        if (IsGraph(resource)) return Answer(issuer.ForGraph(tenant));
        if (resource == $"api://{world.ClientId}" || IsOurs(resource))
            return Answer(issuer.AppToken(tenant.Id, $"api://{world.ClientId}", world.ClientId, tenant.ServicePrincipalId, []));
        return Refuse(new EntraError(400, "invalid_resource", 500011, $"The resource principal named {resource} was not found in the tenant named {tenant.Name}."));
    }

    /// <summary>In the operator's tenant there is nothing for the app but the vault; the managed identity opens it in the cloud.</summary>
    private EntraReply OfOperator(EntraRequest request)
    {
        if (request["client_id"] is not { } client || !IsOurs(client) || request["scope"] != VaultAddress.Audience + DefaultScope)
            return Refuse(EntraError.UnknownApp(request["client_id"] ?? "", request.Tenant));
        return assertions.Check(request) is { } refused
            ? Refuse(refused)
            : Answer(issuer.AppToken(world.OperatorTenantId, VaultAddress.Audience, world.ClientId, world.ClientId, []));
    }

    private EntraReply Code(EntraRequest request) => codes.Redeem(request, out var refused) is var (code, user)
        ? EntraReply.Ok(new
        {
            token_type = "Bearer",
            scope = $"api://{world.ClientId}/{AppRegistration.Scope} openid profile",
            expires_in = TokenIssuer.LifeSeconds - 1,
            ext_expires_in = TokenIssuer.LifeSeconds - 1,
            access_token = issuer.UserToken(code.Tenant, $"api://{world.ClientId}", user),
            id_token = issuer.IdToken(code.Tenant, user, code.Nonce),
        })
        : Refuse(refused!);

    private static EntraReply Answer(string token) => EntraReply.Ok(new
    {
        token_type = "Bearer",
        expires_in = TokenIssuer.LifeSeconds - 1,
        ext_expires_in = TokenIssuer.LifeSeconds - 1,
        access_token = token,
    });

    private EntraReply Refuse(EntraError error) => EntraReply.Refuse(error, time.GetUtcNow());

    private static bool IsGraph(string resource) =>
        resource is TokenIssuer.GraphAudience or "00000003-0000-0000-c000-000000000000"
        || (Uri.TryCreate(resource, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https");

    private bool IsOurs(string client) => Guid.TryParse(client, out var id) && id == world.ClientId;

    private bool IsOperator(string tenant) => Guid.TryParse(tenant, out var id) && id == world.OperatorTenantId;
}
