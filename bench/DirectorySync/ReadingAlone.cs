using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>Reads the members and owners of teams with the app's own code, in the sync's own batches, and stores nothing.</summary>
internal static class ReadingAlone
{
    // As many as the sync asks for together.
    private const int TeamsAtOnce = 40;

    /// <returns>Seconds.</returns>
    /// <exception cref="BenchException">A team's lists could not be read.</exception>
    public static async Task<double> MeasureAsync(SimulatorServer simulator, string tenant, IReadOnlyList<string> teams, CancellationToken stop)
    {
        var authority = simulator.HttpsAddress.GetLeftPart(UriPartial.Authority);
        var entra = Options.Create(new EntraOptions
        {
            Authority = authority,
            ClientId = simulator.ClientId,
            AssertionFile = simulator.AssertionFile,
            CertificateAuthorityFile = simulator.CertificateAuthorityFile,
        });
        var graph = Options.Create(new GraphOptions { BaseUrl = $"{authority}/v1.0" });
        using GraphClients clients = new(
            GraphTransport.OverTheNetwork(new TenantCredentials(entra), graph, entra), TimeProvider.System, NullLogger<GraphClients>.Instance);
        GraphDirectory directory = new(clients.For(tenant), TimeProvider.System);
        // The token and the connection are there before the sync reads its first list, too.
        await directory.UsersAsync([teams[0]], stop);

        var began = TimeProvider.System.GetTimestamp();
        foreach (var chunk in teams.Order(StringComparer.Ordinal).Chunk(TeamsAtOnce))
        {
            var truths = await directory.GroupsAsync([.. chunk.Select(team => new GroupQuestion(team, Nested: false))], stop);
            if (truths.FirstOrDefault(truth => truth.Value is not TeamTruth.Listed) is { Key: { } unread })
                throw new BenchException($"The lists of team {unread} could not be read.");
        }

        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
