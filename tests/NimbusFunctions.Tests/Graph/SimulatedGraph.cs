using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using NimbusFunctions.Graph;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Graph;

/// <summary>The app's own Graph clients in front of a simulated tenant.</summary>
internal sealed class SimulatedGraph : IAsyncDisposable
{
    private readonly SimulatorBench bench;

    private SimulatedGraph(SimulatorBench bench, string token, GraphOptions limits)
    {
        this.bench = bench;
        var transport = new GraphTransport(
            bench.Absolute("").TrimEnd('/'), () => new SocketsHttpHandler(), _ => new FixedToken(token))
        {
            Limits = limits,
        };
        Clients = new(transport, TimeProvider.System, NullLogger<GraphClients>.Instance);
    }

    public GraphClients Clients { get; }

    public SimulatorBench Bench => bench;

    public string Tenant => bench.Tenant.Id;

    public IReadOnlyList<SimulatedTeamSummary> Teams => bench.Tenant.Teams;

    public static async Task<SimulatedGraph> StartAsync(SimulatorOptions? options = null, GraphOptions? limits = null)
    {
        var bench = await SimulatorBench.StartAsync(options);
        var token = (await bench.TokenAsync()).IsOk()["access_token"].GetString()!;
        return new(bench, token, limits ?? new());
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await bench.DisposeAsync();
    }

    private sealed class FixedToken(string token) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
        {
            request.Headers.TryAdd("Authorization", $"Bearer {token}");
            return Task.CompletedTask;
        }
    }
}
