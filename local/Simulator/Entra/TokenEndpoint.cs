using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>/{tenant}/oauth2/v2.0/token.</summary>
internal sealed class TokenEndpoint(SimulatorWorld world, TokenIssuer issuer, ClientAssertionCheck assertions, AuthorizationCodes codes, OnBehalfOfGrant behalf, TimeProvider time)
{
    private const string DefaultScope = "/.default";

    public EntraReply Handle(EntraRequest request)
    {
        return request["grant_type"] switch
        {
            null => Refuse(EntraError.Missing("grant_type")),
            "client_credentials" => ClientCredentials(request),
            "authorization_code" => Code(request),
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
            return Refuse(IsOperator(request.Tenant) ? EntraError.UnknownApp(request["client_id"] ?? "", request.Tenant) : EntraError.UnknownTenant(request.Tenant));
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

    private EntraReply Code(EntraRequest request)
    {
        if (request["client_id"] is not { } client) return Refuse(EntraError.Missing("client_id"));
        if (!IsOurs(client)) return Refuse(EntraError.UnknownApp(client, request.Tenant));
        if (request["code"] is not { } text) return Refuse(EntraError.Missing("code"));
        if (request["code_verifier"] is not { } verifier) return Refuse(EntraError.Missing("code_verifier"));
        if (codes.Redeem(text) is not { } code)
            return Refuse(new EntraError(400, "invalid_grant", 70008, "The provided authorization code is expired, was redeemed already or was never given."));
        if (request["redirect_uri"] != code.RedirectUri)
            return Refuse(new EntraError(400, "invalid_client", 500112, "The reply address does not match the one of the authorization request."));
        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != code.Challenge)
            return Refuse(new EntraError(400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request."));
        if (world.Find(code.Tenant)?.Directory.FindActiveUser(code.User) is not { } user)
            return Refuse(new EntraError(400, "invalid_grant", 50034, "The user account does not exist in the directory."));
        return EntraReply.Ok(new
        {
            token_type = "Bearer",
            scope = $"api://{world.ClientId}/{AppRegistration.Scope} openid profile",
            expires_in = TokenIssuer.LifeSeconds - 1,
            ext_expires_in = TokenIssuer.LifeSeconds - 1,
            access_token = issuer.UserToken(code.Tenant, $"api://{world.ClientId}", user),
            id_token = issuer.IdToken(code.Tenant, user, code.Nonce),
        });
    }

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
