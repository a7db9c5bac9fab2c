using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using NimbusFunctions.Entra;

namespace NimbusFunctions.ContactSearch;

/// <summary>Exchanges the token that a user came with for one of Graph's, with all that the user or an administrator has granted.</summary>
internal sealed class UserTokens(TenantCredentials credentials)
{
    private static readonly TokenRequestContext Graph = new(["https://graph.microsoft.com/.default"]);

    /// <returns>Null where Entra gives none until the user has consented.</returns>
    /// <exception cref="AuthenticationFailedException">Something else is in the way.</exception>
    public async Task<UserToken?> GetAsync(string tenant, string assertion, CancellationToken cancellation)
    {
        try
        {
            var token = await credentials.OnBehalfOf(tenant, assertion).GetTokenAsync(Graph, cancellation);
            return new(token, ScopesOf(token.Token));
        }
        catch (AuthenticationFailedException failure) when (failure.InnerException is MsalUiRequiredException)
        {
            // invalid_grant, interaction_required (AADSTS65001 and its like): only the user can go on.
            return null;
        }
    }

    /// <summary>Graph calls its tokens opaque: a hint, and Graph itself refuses what is not in it.</summary>
    private static HashSet<string> ScopesOf(string token)
    {
        var reader = new JsonWebTokenHandler();
        return reader.CanReadToken(token) && reader.ReadJsonWebToken(token).TryGetPayloadValue<string>("scp", out var scopes)
            ? scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)
            : [];
    }
}

/// <summary>A token of Graph for a user.</summary>
/// <param name="Token">The token.</param>
/// <param name="Scopes">What is granted.</param>
internal sealed record UserToken(AccessToken Token, IReadOnlySet<string> Scopes)
{
    public TokenCredential Credential => DelegatedTokenCredential.Create((_, _) => Token, (_, _) => ValueTask.FromResult(Token));
}
