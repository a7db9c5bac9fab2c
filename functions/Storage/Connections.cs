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
        services.AddSingleton(provider => new StoreTables(provider.GetRequiredService<TableServiceClient>(), History(connections)));
        services.AddSingleton<TableCreation>();
        services.AddHostedService(provider => provider.GetRequiredService<TableCreation>());
    }

    /// <summary>The account of the history; null: the main one.</summary>
    private static TableServiceClient? History(ConnectionOptions connections) => connections switch
    {
        { HistoryStorage: { } text } when text != connections.Storage => new TableServiceClient(text),
        { HistoryStorageUri: { } address } when address != connections.StorageUri => new TableServiceClient(address, Identity(connections)),
        _ => null,
    };

    private static ManagedIdentityCredential Identity(ConnectionOptions connections) => new ManagedIdentityCredential(
        connections.IdentityClientId is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned);
}
