using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Directory.Graph;

/// <summary>A Graph client per tenant, each with that tenant's application permission, all over one connection pool.</summary>
internal sealed class GraphClients(
    TenantCredentials credentials,
    IOptions<GraphOptions> graph,
    IOptions<EntraOptions> entra,
    TimeProvider time,
    ILogger<GraphClients> log) : IDisposable
{
    // The tokens are Graph's in every cloud edition that this app knows, whatever address answers.
    private const string Scope = "https://graph.microsoft.com/.default";

    private readonly ConcurrentDictionary<string, GraphServiceClient> clients = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClient> http = new(() => new(
        new GraphRetries(time, log) { InnerHandler = TrustedHttp.CreateHandler(entra.Value.CertificateAuthorityFile) })
    {
        // Slices watch over their own progress.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public string BaseUrl => graph.Value.BaseUrl.TrimEnd('/');

    public GraphServiceClient For(string tenant) => clients.GetOrAdd(tenant, Create);

    public void Dispose()
    {
        if (http.IsValueCreated)
            http.Value.Dispose();
    }

    private GraphServiceClient Create(string tenant)
    {
        var host = new Uri(BaseUrl).Host;
        var authentication = new AzureIdentityAuthenticationProvider(
            credentials.For(tenant), allowedHosts: [host], observabilityOptions: null, isCaeEnabled: false, scopes: [Scope]);
        return new(http.Value, authentication, BaseUrl);
    }
}
