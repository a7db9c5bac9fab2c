using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using NimbusFunctions.Local.Azurite;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Host;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>A local edition whose app reaches every neighbour over a wire; the store can also stand still, or end and be started anew.</summary>
internal sealed class NeighbourEdition : IAsyncDisposable
{
    private readonly List<HttpClient> clients = [];
    private readonly DirectoryInfo state = System.IO.Directory.CreateTempSubdirectory("nimbus-neighbours-");
    private LocalEdition? edition;
    private AzuriteServer? secondStore;

    public Wire Store { get; } = new();

    public Wire Broker { get; } = new();

    public Wire Graph { get; } = new();

    public Wire Entra { get; } = new();

    public Wire Vault { get; } = new();

    public LocalEdition Edition => edition ?? throw new InvalidOperationException("The edition is not started.");

    public SimulatedTenantSummary Tenant => Edition.Simulator.Tenants[0];

    /// <summary>Path of the tenant in the API.</summary>
    public string Root => $"v1/tenants/{Tenant.Id}";

    public static async Task<NeighbourEdition> StartAsync(IHostJournal journal, CancellationToken stop)
    {
        NeighbourEdition rig = new();
        try
        {
            rig.edition = await LocalEdition.StartAsync(
                LocalEditionOptions.OnFreePorts with
                {
                    Users = 60,
                    Teams = 6,
                    Tenants = 2,
                    Throttling = false,
                    RegisterServices = true,
                    HandleTime = TimeSpan.FromSeconds(1),
                    StateDirectory = rig.state.FullName,
                    Authority = new UriBuilder(Uri.UriSchemeHttps, "127.0.0.1", rig.Entra.Port).Uri,
                    Rewire = rig.Rewire,
                },
                journal,
                TextWriter.Null,
                stop);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>The API for the operator's daemon.</summary>
    public HttpClient Operator() => Client(Edition.TokenForSystem(Tenant.Id));

    /// <summary>The API for the tenant's administrator.</summary>
    public HttpClient Administrator() => Client(Edition.TokenForUser(Tenant.Id, Tenant.AdminUpn));

    /// <summary>The simulator's control.</summary>
    public HttpClient Control() => Keep(LoopbackHttp.Create(Edition.Simulator.HttpAddress));

    /// <summary>The store stands still, and goes on.</summary>
    public Task SignalStoreAsync(string signal, CancellationToken stop) => SignalAsync(signal, (secondStore ?? Edition.Azurite).ProcessId, stop);

    /// <summary>The store's process ends; what it knew it has saved.</summary>
    public async Task EndStoreAsync()
    {
        // It would wait for those who are connected.
        Store.Cut();
        await (secondStore ?? Edition.Azurite).DisposeAsync();
    }

    /// <summary>A new process with what was saved, at the same address.</summary>
    public async Task StartStoreAsync(CancellationToken stop)
    {
        secondStore = await AzuriteServer.StartAsync(new(Edition.Azurite.Address.Port, Path.Combine(state.FullName, "azurite")), stop);
        Store.Mend();
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        if (edition is not null)
            await edition.DisposeAsync();
        if (secondStore is not null)
            await secondStore.DisposeAsync();
        foreach (var wire in (Wire[])[Store, Broker, Graph, Entra, Vault])
            await wire.DisposeAsync();
        state.Delete(recursive: true);
    }

    private string Rewire(string name, string value) => name switch
    {
        "Storage" or "HistoryStorage" => Rewired(Store, value, "TableEndpoint=http://", '/'),
        "ServiceBus" => Rewired(Broker, value, "Endpoint=sb://", ';'),
        "Graph__BaseUrl" => Graph.Lead(new(value)).ToString(),
        "Entra__Authority" or "Secrets__LocalEndpoint" => Entra.Lead(new(value)).GetLeftPart(UriPartial.Authority),
        "Secrets__KeyVaultUri" => Vault.Lead(new(value)).GetLeftPart(UriPartial.Authority),
        _ => value,
    };

    /// <summary>A connection string whose endpoint is the wire's.</summary>
    private static string Rewired(Wire wire, string connection, string before, char after)
    {
        var from = connection.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var to = connection.IndexOf(after, from);
        return connection[..from] + wire.Lead(new($"http://{connection[from..to]}")).Authority + connection[to..];
    }

    private HttpClient Client(string token)
    {
        var client = Keep(LoopbackHttp.Create(Edition.Api));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private HttpClient Keep(HttpClient client)
    {
        clients.Add(client);
        return client;
    }

    private static async Task SignalAsync(string signal, int process, CancellationToken stop)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(stop);
    }
}
