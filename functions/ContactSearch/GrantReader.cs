using Azure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;

namespace NimbusFunctions.ContactSearch;

/// <summary>Finds out what a user has granted to the app, or an administrator for all.</summary>
internal sealed class GrantReader(GraphClients clients, UserTokens tokens, IOptions<EntraOptions> entra)
{
    private const string GraphAppId = "00000003-0000-0000-c000-000000000000";
    private const string ForAll = "AllPrincipals";

    /// <summary>By the user's own token, which tells at once what it is good for.</summary>
    public async Task<KnownGrants> OfTokenAsync(string tenant, string token, CancellationToken cancellation)
    {
        try
        {
            return new((await tokens.GetAsync(tenant, token, cancellation))?.Scopes ?? new HashSet<string>(), KnownGrants.FromToken);
        }
        catch (AuthenticationFailedException)
        {
            return new(null, Says: "Entra exchanges no token of the user's: the tenant has not consented to the app, or the session is over. Sign in again.");
        }
    }

    /// <summary>By what the directory keeps of grants.</summary>
    public async Task<KnownGrants> OfDirectoryAsync(string tenant, string user, CancellationToken cancellation)
    {
        var client = clients.For(tenant, new GraphUse());
        try
        {
            var app = await client.ServicePrincipalsWithAppId(entra.Value.ClientId).GetAsync(cancellationToken: cancellation);
            var graph = await client.ServicePrincipalsWithAppId(GraphAppId).GetAsync(cancellationToken: cancellation);
            return new(await ScopesAsync(client, app?.Id, graph?.Id, user, cancellation), KnownGrants.FromDirectory);
        }
        catch (ApiException failure) when (failure.ResponseStatusCode is StatusCodes.Status403Forbidden)
        {
            return new(null, Says: "Only the user sees them: the application permissions Application.Read.All and DelegatedPermissionGrant.Read.All (or Directory.Read.All) are not granted.");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && GraphFailure.Classify(failure) is { } trouble)
        {
            return new(null, Says: trouble == GraphTrouble.NoToken
                ? "The tenant has not consented to the app, or took the consent back."
                : "Microsoft's directory did not answer, or asks to wait. Try again.");
        }
    }

    private static async Task<HashSet<string>> ScopesAsync(GraphServiceClient client, string? app, string? graph, string user, CancellationToken cancellation)
    {
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        var grants = client.ServicePrincipals[app].Oauth2PermissionGrants;
        var page = await grants.GetAsync(cancellationToken: cancellation);
        while (page is not null)
        {
            foreach (var grant in page.Value ?? [])
            {
                if (grant.ResourceId == graph && (grant.ConsentType == ForAll || string.Equals(grant.PrincipalId, user, StringComparison.OrdinalIgnoreCase)))
                    scopes.UnionWith((grant.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }

            page = page.OdataNextLink is { } next ? await grants.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
        }

        return scopes;
    }
}
