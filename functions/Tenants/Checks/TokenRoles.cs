using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>The roles in the app's own token for a tenant's Graph. Graph calls its tokens opaque: a hint where nothing else is to be had.</summary>
internal sealed class TokenRoles(TenantCredentials credentials)
{
    private static readonly TokenRequestContext Graph = new(["https://graph.microsoft.com/.default"]);

    public async Task<IReadOnlySet<string>> OfAsync(string tenant, CancellationToken cancellation)
    {
        var token = (await credentials.For(tenant).GetTokenAsync(Graph, cancellation)).Token;
        var reader = new JsonWebTokenHandler();
        return reader.CanReadToken(token)
            ? reader.ReadJsonWebToken(token).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }
}
