using Azure.Identity;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace NimbusFunctions.Graph;

/// <summary>Tells a run that Entra gave no token: such a request never reaches Graph.</summary>
internal sealed class WitnessedAuthentication(IAuthenticationProvider inner, GraphUse use, string baseUrl, TimeProvider time)
    : IAuthenticationProvider
{
    public async Task AuthenticateRequestAsync(
        RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.AuthenticateRequestAsync(request, additionalAuthenticationContext, cancellationToken);
        }
        catch (AuthenticationFailedException)
        {
            use.Asked(0);
            if (use.Tell is { } tell)
                await tell(
                    new(
                        time.GetUtcNow(), request.HttpMethod.ToString(), GraphWitness.Relative(request.URI.AbsoluteUri, baseUrl),
                        0, null, 0, null, "", default, GraphMishap.NoToken),
                    CancellationToken.None);
            throw;
        }
    }
}
