using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;

namespace NimbusFunctions.Graph;

/// <summary>
/// Graph clients, each with a tenant's application permission, all over one connection pool and one budget: a request
/// is told to its run, repeated as Graph asks, and each try passes the budget.
/// </summary>
internal sealed class GraphClients : IDisposable
{
    private readonly ConcurrentDictionary<(string Tenant, GraphPriority Priority), GraphServiceClient> clients = new();
    private readonly Lazy<HttpMessageHandler> network;
    private readonly GraphTransport transport;
    private readonly GraphBudget? budget;
    private readonly TimeProvider time;
    private readonly ILogger log;

    public GraphClients(GraphTransport transport, TimeProvider time, ILogger<GraphClients> log)
    {
        (this.transport, this.time, this.log) = (transport, time, log);
        network = new(transport.CreateHandler);
        budget = transport.Limits is { } limits ? new(limits, time, log) : null;
    }

    public string BaseUrl => transport.BaseUrl;

    /// <summary>A client for whoever keeps no account of its requests.</summary>
    public GraphServiceClient For(string tenant, GraphPriority priority = GraphPriority.Normal) =>
        clients.GetOrAdd((tenant, priority), key => Create(key.Tenant, key.Priority, null));

    /// <summary>A client for one run: its requests are counted and told to <paramref name="use"/>.</summary>
    public GraphServiceClient For(string tenant, GraphUse use) => Create(tenant, use.Priority, use);

    /// <summary>A client for a user who is signed in.</summary>
    public GraphServiceClient OnBehalfOf(string tenant, TokenCredential user) => Create(
        tenant, GraphPriority.Normal, null, new AzureIdentityAuthenticationProvider(
            user, allowedHosts: [new Uri(BaseUrl).Host], observabilityOptions: null, isCaeEnabled: false, scopes: [GraphTransport.Scope]));

    public void Dispose()
    {
        if (network.IsValueCreated)
            network.Value.Dispose();
    }

    private GraphServiceClient Create(string tenant, GraphPriority priority, GraphUse? use, IAuthenticationProvider? of = null)
    {
        var handler = network.Value;
        if (budget is not null)
            handler = new GraphBudgetHandler(budget, tenant, priority, use) { InnerHandler = handler };
        if (!transport.AnswersAreFinal)
            handler = new GraphRetries(time, log, use, transport.Chance) { InnerHandler = handler };
        var authentication = of ?? transport.AuthenticationFor(tenant);
        if (use is not null)
        {
            handler = new GraphWitness(use, budget, tenant, BaseUrl, time) { InnerHandler = handler };
            authentication = new WitnessedAuthentication(authentication, use, BaseUrl, time);
        }

        // The pool is shared, and slices watch over their own progress.
        return new(new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, authentication, BaseUrl);
    }
}
