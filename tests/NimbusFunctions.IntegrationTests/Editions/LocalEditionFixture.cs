using System.Net.Http.Headers;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.IntegrationTests.Editions;

/// <summary>
/// One local edition with a small directory (60 users, 4 teams, each with its service), on free ports, its first sync
/// done. Take it with <c>[Collection(LocalEditionCollection.Name)]</c> and a constructor parameter. What a test changes
/// stays changed: one that needs a fresh directory starts an edition of its own.
/// </summary>
public sealed class LocalEditionFixture : IAsyncLifetime
{
    private static readonly TimeSpan SyncPatience = TimeSpan.FromSeconds(60);

    private readonly List<HttpClient> clients = [];
    private LocalEdition? edition;

    /// <summary>The id of its one tenant.</summary>
    public string TenantId => Tenant.Id;

    /// <summary>The token of the tenant's administrator, a user.</summary>
    public string AdminToken => UserToken(Tenant.AdminUpn);

    /// <summary>The token of the operator's daemon, which may do everything.</summary>
    public string SystemToken => Edition.TokenForSystem(TenantId);

    /// <summary>The edition itself.</summary>
    internal LocalEdition Edition => edition ?? throw new InvalidOperationException("The local edition has not started.");

    /// <summary>What the functions did.</summary>
    internal CollectedJournal Journal { get; } = new();

    /// <summary>The simulated tenant: domain, administrator, teams.</summary>
    internal SimulatedTenantSummary Tenant => Edition.Simulator.Tenants[0];

    /// <summary>Does things to the directory.</summary>
    internal ControlClient Control => new(New(Edition.Simulator.HttpAddress));

    /// <summary>The tenant's API for the operator's daemon.</summary>
    internal TenantApi Api => new(new JsonCalls(New(Edition.Api), () => SystemToken), TenantId);

    /// <summary>The token of a user of the tenant.</summary>
    public string UserToken(string upn) => Edition.TokenForUser(TenantId, upn);

    /// <summary>A client of the API with a bearer token; null sends none. Paths are relative: <c>v1/tenants/…</c>.</summary>
    public HttpClient Client(string? token)
    {
        var client = New(Edition.Api);
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return client;
    }

    /// <summary>A client of the simulator, for <c>_control/…</c> paths that <see cref="Control"/> has no method for.</summary>
    public HttpClient ControlHttp() => New(Edition.Simulator.HttpAddress);

    /// <summary>Asks for a sync and waits until a run that began afterwards has ended.</summary>
    /// <returns>That run.</returns>
    internal async Task<ApiRun> SyncAsync()
    {
        var runs = await SyncWait.RunAsync(Api, SyncPatience, TestContext.Current.CancellationToken);
        Assert.True(runs is not null, $"No sync ended within {SyncPatience.TotalSeconds:0} seconds.");
        return runs[^1];
    }

    public async ValueTask InitializeAsync() => edition = await LocalEdition.StartAsync(
        LocalEditionOptions.OnFreePorts with { Users = 60, Teams = 4 }, Journal, TextWriter.Null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        lock (clients)
            clients.ForEach(client => client.Dispose());

        if (edition is not null)
            await edition.DisposeAsync();
    }

    private HttpClient New(Uri address)
    {
        var client = LoopbackHttp.Create(address);
        lock (clients)
            clients.Add(client);

        return client;
    }
}
