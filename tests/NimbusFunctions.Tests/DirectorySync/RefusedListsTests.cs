using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Graph;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>Whole runs against the simulated Graph, whose deltas work while members are refused.</summary>
public sealed class RefusedListsTests
{
    private readonly StoreTables tables;
    private string tenant = "";
    private int sequence;

    public RefusedListsTests()
    {
        var stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name));
        tables = new(name => stored[name]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EveryTeamIsRefused_FailsForWantOfAPermission()
    {
        await using var graph = await StartAsync();
        await RefuseAsync(graph, "/members", "/owners");
        // One changed; that the others are refused too, the run finds out for itself.
        await ChangeAsync(graph.Teams[0]);

        var failure = (await RunAsync(graph)).Failure!;

        Assert.Equal(GraphTrouble.Forbidden, failure.Trouble);
        Assert.Contains("Grant consent", failure.Reason, StringComparison.Ordinal);
        await graph.Bench.ControlAsync("DELETE", "faults");
        Assert.Null((await RunAsync(graph)).Failure);
    }

    [Fact]
    public async Task Run_OnePrivateGroupIsRefused_IsNoFailure()
    {
        await using var graph = await StartAsync();
        await RefuseAsync(graph, $"/groups/{graph.Teams[0].Id}/");
        await ChangeAsync(graph.Teams[0]);

        for (var run = 0; run < 5; run++)
            Assert.Null((await RunAsync(graph)).Failure);
    }

    [Fact]
    public async Task Run_SomeTeamsAreRefused_IsNoFailure()
    {
        await using var graph = await StartAsync();
        await RefuseAsync(graph, [.. graph.Teams.Skip(1).Select(team => $"/groups/{team.Id}/")]);
        foreach (var team in graph.Teams.Skip(1))
            await ChangeAsync(team);

        Assert.Null((await RunAsync(graph)).Failure);
    }

    /// <summary>A tenant whose teams are all services, after its first run.</summary>
    private async Task<SimulatedGraph> StartAsync()
    {
        var graph = await SimulatedGraph.StartAsync();
        await new TenantStore(tables).CreateAsync(
            new(graph.Tenant, TenantState.Active, 1, TimeProvider.System.GetUtcNow()), "{}", "test", Stop);
        foreach (var team in graph.Teams)
        {
            var body = new ServiceBody(IdOf(team), $"{IdOf(team)}@nimbus.example", IdOf(team), "MsTeams", team.Id);
            Assert.Null(await new ServiceStore(tables).CreateAsync(
                graph.Tenant, ServiceChange.Create(IdOf(team), body, "unit", "TeamOwner", TimeProvider.System.GetUtcNow()), Stop));
        }

        tenant = graph.Tenant;
        Assert.Null((await RunAsync(graph)).Failure);
        return graph;
    }

    private static string IdOf(SimulatedTeamSummary team) => $"service-{team.Id}";

    private Task ChangeAsync(SimulatedTeamSummary team) =>
        new HintStore(tables).AddAsync(tenant, [new(HintKind.Service, IdOf(team))], Stop);

    private static async Task RefuseAsync(SimulatedGraph graph, params string[] paths)
    {
        foreach (var path in paths)
            await graph.Bench.ControlAsync("POST", "faults", new { match = path, status = 403, times = 1000 });
    }

    private async Task<SliceEnd.Finished> RunAsync(SimulatedGraph graph) => Assert.IsType<SliceEnd.Finished>(
        await new SyncComposition(graph.Clients, TimeProvider.System, NullLoggerFactory.Instance).Over(tables)
            .RunSliceAsync(new(graph.Tenant, ++sequence, 0, TimeProvider.System.GetUtcNow()), Stop));
}
