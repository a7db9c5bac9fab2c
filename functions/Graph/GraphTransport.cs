using Microsoft.Extensions.Options;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Graph;

/// <summary>How Graph is reached: over the network with each tenant's token, or, in a replay, from what was recorded.</summary>
/// <param name="BaseUrl">Its address with the version, without a slash at the end.</param>
/// <param name="CreateHandler">Makes what carries the requests; called once.</param>
/// <param name="AuthenticationFor">Signs the requests about a tenant.</param>
/// <param name="Chance">Gives numbers from 0 to 1 for the jitter of retries; null: by chance.</param>
internal sealed record GraphTransport(
    string BaseUrl, Func<HttpMessageHandler> CreateHandler, Func<string, IAuthenticationProvider> AuthenticationFor, Func<double>? Chance = null)
{
    /// <summary>The budget that each request passes; null: none.</summary>
    public GraphOptions? Limits { get; init; }

    /// <summary>What was recorded after all repetitions is not repeated again.</summary>
    public bool AnswersAreFinal { get; init; }

    // The tokens are Graph's in every cloud edition that this app knows, whatever address answers.
    public const string Scope = "https://graph.microsoft.com/.default";

    public static GraphTransport OverTheNetwork(TenantCredentials credentials, IOptions<GraphOptions> graph, IOptions<EntraOptions> entra)
    {
        var baseUrl = graph.Value.BaseUrl.TrimEnd('/');
        return new(
            baseUrl,
            () => TrustedHttp.CreateHandler(entra.Value.CertificateAuthorityFile),
            tenant => new AzureIdentityAuthenticationProvider(
                credentials.For(tenant), allowedHosts: [new Uri(baseUrl).Host], observabilityOptions: null, isCaeEnabled: false, scopes: [Scope]))
        {
            Limits = graph.Value,
        };
    }
}
