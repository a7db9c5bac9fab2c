using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Storage;

/// <summary>Makes the clients of the neighbours from the connections.</summary>
internal static class Connections
{
    // A page of a query takes the service at most 5 s (Tables: "Query timeout and pagination"). With both repetitions a
    // caller is told 503 well before a flow gives up, which it does after 120 s.
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(8);
    private const int Repetitions = 2;

    public static void AddNeighbours(this IServiceCollection services, ConnectionOptions connections)
    {
        services.AddSingleton(connections);
        services.AddSingleton(_ => connections.Storage is { } storage
            ? new TableServiceClient(storage, TableOptions())
            : new TableServiceClient(connections.StorageUri!, Identity(connections), TableOptions()));
        services.AddSingleton(_ => connections.ServiceBus is { } bus
            ? new ServiceBusClient(bus, BusOptions())
            : new ServiceBusClient(connections.ServiceBusNamespace!, Identity(connections), BusOptions()));
        services.AddSingleton(provider => new StoreTables(provider.GetRequiredService<TableServiceClient>(), History(connections)));
        services.AddSingleton<TableCreation>();
        services.AddHostedService(provider => provider.GetRequiredService<TableCreation>());
    }

    private static TableClientOptions TableOptions() => new() { Retry = { NetworkTimeout = LongestTry, MaxRetries = Repetitions } };

    // Of 60 s a try, the usual, a silent broker would hold callers for minutes, and health would not see it for one.
    private static ServiceBusClientOptions BusOptions() => new() { RetryOptions = new() { TryTimeout = LongestTry, MaxRetries = Repetitions } };

    /// <summary>The account of the history; null: the main one.</summary>
    private static TableServiceClient? History(ConnectionOptions connections) => connections switch
    {
        { HistoryStorage: { } text } when text != connections.Storage => new TableServiceClient(text, TableOptions()),
        { HistoryStorageUri: { } address } when address != connections.StorageUri => new TableServiceClient(address, Identity(connections), TableOptions()),
        _ => null,
    };

    private static ManagedIdentityCredential Identity(ConnectionOptions connections) => ManagedIdentity.Of(connections.IdentityClientId);
}
