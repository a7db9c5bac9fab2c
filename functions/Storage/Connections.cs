using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Storage;

/// <summary>Makes the clients of the neighbours from the connections.</summary>
internal static class Connections
{
    public static void AddNeighbours(this IServiceCollection services, ConnectionOptions connections)
    {
        services.AddSingleton(_ => connections.Storage is { } storage
            ? new TableServiceClient(storage)
            : new TableServiceClient(connections.StorageUri!, Identity(connections)));
        services.AddSingleton(_ => connections.ServiceBus is { } bus
            ? new ServiceBusClient(bus)
            : new ServiceBusClient(connections.ServiceBusNamespace!, Identity(connections)));
        services.AddSingleton(provider => new StoreTables(provider.GetRequiredService<TableServiceClient>()));
        services.AddSingleton<TableCreation>();
        services.AddHostedService(provider => provider.GetRequiredService<TableCreation>());
    }

    private static ManagedIdentityCredential Identity(ConnectionOptions connections) => new ManagedIdentityCredential(
        connections.IdentityClientId is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned);
}
