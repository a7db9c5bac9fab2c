using Azure.Messaging.ServiceBus;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.IntegrationTests.Broker;

/// <summary>A broker on a free port with queues of each kind, and the app's own client against it.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Queues that tests of one class share; each test uses a session, an id or a queue of its own.</summary>
    internal static readonly QueueDefinition[] Queues =
    [
        new("plain", false, TimeSpan.FromMinutes(5), 20, TimeSpan.Zero, ""),
        new("dedup", false, TimeSpan.FromMinutes(5), 20, Window, ""),
        new("sessions", true, TimeSpan.FromMinutes(5), 20, Window, ""),
        new("short-lock", false, TimeSpan.FromSeconds(1), 2, TimeSpan.Zero, ""),
        new("path/with.dots_and-dashes", false, TimeSpan.FromMinutes(5), 20, TimeSpan.Zero, ""),
    ];

    internal BrokerServer Server { get; private set; } = null!;

    public ServiceBusClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await BrokerServer.StartAsync(new BrokerOptions(0, Queues), TimeProvider.System, TestContext.Current.CancellationToken);
        Client = new ServiceBusClient(Server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
