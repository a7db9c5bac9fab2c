using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace NimbusFunctions.Entra;

/// <summary>
/// The app's credential in each customer tenant: a federated credential, no secret. In Azure the managed identity
/// vouches for the app; the local edition puts a token file in its place.
/// </summary>
internal sealed class TenantCredentials(IOptions<EntraOptions> options)
{
    // "Configure an application to trust a managed identity": the audience of the federated credential.
    private const string ExchangeScope = "api://AzureADTokenExchange/.default";

    private readonly ConcurrentDictionary<string, TokenCredential> credentials = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClientTransport> transport = new(() =>
        new HttpClientTransport(new HttpClient(TrustedHttp.CreateHandler(options.Value.CertificateAuthorityFile))));
    private readonly Lazy<TokenCredential> identity = new(() => ManagedIdentity.Of(options.Value.ManagedIdentityClientId));

    public TokenCredential For(string tenant) => credentials.GetOrAdd(tenant, Create);

    /// <summary>A user's credential in a tenant: the app exchanges the token that the user came with (Entra: "on-behalf-of flow").</summary>
    /// <param name="tenant">The user's tenant.</param>
    /// <param name="userToken">A token for this app.</param>
    public TokenCredential OnBehalfOf(string tenant, string userToken)
    {
        var entra = options.Value;
        var isLocal = entra.AssertionFile.Length > 0;
        var settings = new OnBehalfOfCredentialOptions { AuthorityHost = new Uri(entra.Authority), DisableInstanceDiscovery = isLocal, Retry = { MaxRetries = 1, NetworkTimeout = ManagedIdentity.LongestTry } };
        if (isLocal)
            settings.Transport = transport.Value;
        return new OnBehalfOfCredential(tenant, entra.ClientId, AssertAsync, userToken, settings);
    }

    /// <summary>What the app proves itself with: the managed identity's token; the local edition's file in its place.</summary>
    /// <exception cref="AuthenticationFailedException">The managed identity gives none.</exception>
    public async Task<string> AssertAsync(CancellationToken cancellation) => options.Value.AssertionFile is { Length: > 0 } file
        ? await File.ReadAllTextAsync(file, cancellation)
        : (await identity.Value.GetTokenAsync(new([ExchangeScope]), cancellation)).Token;

    private TokenCredential Create(string tenant)
    {
        var entra = options.Value;
        if (entra.AssertionFile.Length > 0)
            return new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions
            {
                TenantId = tenant,
                ClientId = entra.ClientId,
                TokenFilePath = entra.AssertionFile,
                AuthorityHost = new Uri(entra.Authority),
                DisableInstanceDiscovery = true,
                Transport = transport.Value,
                Retry = { MaxRetries = 1, NetworkTimeout = ManagedIdentity.LongestTry },
            });
        return new ClientAssertionCredential(
            tenant, entra.ClientId, AssertAsync, new() { AuthorityHost = new Uri(entra.Authority), Retry = { MaxRetries = 1, NetworkTimeout = ManagedIdentity.LongestTry } });
    }
}
