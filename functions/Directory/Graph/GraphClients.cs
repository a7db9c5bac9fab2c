using System.Collections.Concurrent;
using Microsoft.Graph;

namespace NimbusFunctions.Directory.Graph;

/// <summary>A Graph client per tenant, each with that tenant's application permission, all over one connection pool.</summary>
internal sealed class GraphClients(GraphTransport transport, TimeProvider time, ILogger<GraphClients> log) : IDisposable
{
    private readonly ConcurrentDictionary<string, GraphServiceClient> clients = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClient> http = new(() => new(
        new GraphRetries(time, log, transport.Chance) { InnerHandler = transport.CreateHandler() })
    {
        // Slices watch over their own progress.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public string BaseUrl => transport.BaseUrl;

    public GraphServiceClient For(string tenant) =>
        clients.GetOrAdd(tenant, id => new(http.Value, transport.AuthenticationFor(id), BaseUrl));

    public void Dispose()
    {
        if (http.IsValueCreated)
            http.Value.Dispose();
    }
}
