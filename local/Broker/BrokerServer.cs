using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NimbusFunctions.Local.Broker.Rest;

namespace NimbusFunctions.Local.Broker;

/// <summary>The broker behind the Service Bus REST API, on 127.0.0.1 only.</summary>
internal sealed class BrokerServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly BrokerState? state;

    private BrokerServer(WebApplication app, MessageBroker broker, BrokerState? state, SharedAccess access)
    {
        this.app = app;
        this.state = state;
        Broker = broker;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        ConnectionString = $"Endpoint=sb://{Address.Authority};SharedAccessKeyName={access.KeyName};SharedAccessKey={access.Key};UseDevelopmentEmulator=true;";
    }

    /// <summary>The broker itself, for those in the same process.</summary>
    public MessageBroker Broker { get; }

    /// <summary>Where it listens, with the real port.</summary>
    public Uri Address { get; }

    /// <summary>How a client reaches it. The key is made anew at every start.</summary>
    public string ConnectionString { get; }

    /// <summary>Loads what was kept, listens, and returns once requests are answered.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="InvalidDataException">The kept state cannot be read.</exception>
    public static async Task<BrokerServer> StartAsync(BrokerOptions options, TimeProvider time, CancellationToken ct)
    {
        var broker = new MessageBroker(options.Queues, time);
        var state = options.StateDirectory is null ? null : new BrokerState(options.StateDirectory);
        var access = SharedAccess.Create(options.SignatureTime ?? time);
        var app = Build(options.Port, new RestEndpoint(broker, access, time));
        try
        {
            state?.Load(broker);
            await app.StartAsync(ct);
            return new BrokerServer(app, broker, state, access);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            broker.Dispose();
            if (e is IOException && e is not FileNotFoundException)
                throw new IOException($"The broker cannot listen on 127.0.0.1:{options.Port}: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Stops listening, sends those who wait away, and keeps the contents if there is a place for them.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        state?.Save(Broker);
        Broker.Dispose();
    }

    private static WebApplication Build(int port, RestEndpoint endpoint)
    {
        // The empty builder reads no settings: neither a file nor ASPNETCORE_URLS can make it listen elsewhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RestEndpoint.MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = 1000;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        endpoint.Stopping = app.Lifetime.ApplicationStopping;
        app.Run(endpoint.HandleAsync);
        return app;
    }
}
