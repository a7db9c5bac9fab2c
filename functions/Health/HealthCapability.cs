using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Health;

/// <summary>What health adds to the app.</summary>
internal static class HealthCapability
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton(provider => new NeighbourWatch(Neighbours(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<NeighbourWatch>());
    }

    private static IEnumerable<Neighbour> Neighbours(IServiceProvider services)
    {
        yield return Neighbour.At(Neighbour.Tables, services.GetRequiredService<TableServiceClient>().Uri);
        yield return Neighbour.At(Neighbour.Queues, Queues(services.GetRequiredService<ConnectionOptions>()));
        yield return Neighbour.At(Neighbour.Graph, new Uri(services.GetRequiredService<IOptions<GraphOptions>>().Value.BaseUrl));
        yield return Neighbour.At(Neighbour.Entra, new Uri(services.GetRequiredService<IOptions<EntraOptions>>().Value.Authority));
        if (services.GetRequiredService<IOptions<SecretsOptions>>().Value.KeyVaultUri is { Length: > 0 } vault)
            yield return Neighbour.At(Neighbour.Vault, new Uri(vault));
    }

    // The client was made of it, so it has an endpoint. Its scheme "sb" has no port of its own: that of https is the REST API's,
    // and the emulator's address names one.
    private static Uri Queues(ConnectionOptions connections) => connections.ServiceBus is { } text
        ? new UriBuilder(ServiceBusConnectionStringProperties.Parse(text).Endpoint!) { Scheme = Uri.UriSchemeHttps }.Uri
        : new Uri($"https://{connections.ServiceBusNamespace}");
}
