using System.Net.Http.Headers;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>A local edition whose app is the package, with a history that is a day too old and an engine that works for a second.</summary>
internal sealed class PackageEdition : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly List<HttpClient> clients = [];

    private PackageEdition(LocalEdition edition, CollectedJournal journal) => (Edition, Journal) = (edition, journal);

    public LocalEdition Edition { get; }

    /// <summary>What the app and the host said.</summary>
    public CollectedJournal Journal { get; }

    public SimulatedTenantSummary Tenant => Edition.Simulator.Tenants[0];

    /// <summary>Path of the tenant in the API.</summary>
    public string Root => $"v1/tenants/{Tenant.Id}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PackageEdition> StartAsync()
    {
        CollectedJournal journal = new();
        var options = LocalEditionOptions.OnFreePorts with
        {
            AppRoot = DeployedPackage.Require(),
            Users = 60,
            Teams = 4,
            HistoryDays = 733,
            // The flow cancels its task before the engine is done with it, however slow the machine is.
            HandleTime = TimeSpan.FromMinutes(2),
        };
        return new(await LocalEdition.StartAsync(options, journal, TextWriter.Null, Stop), journal);
    }

    /// <summary>The API for the operator's daemon.</summary>
    public HttpClient System() => Client(Edition.TokenForSystem(Tenant.Id));

    /// <summary>The API for the tenant's administrator.</summary>
    public HttpClient Administrator() => Client(Edition.TokenForUser(Tenant.Id, Tenant.AdminUpn));

    /// <summary>The control of the simulated tenants.</summary>
    public ControlClient Control() => new(Http(Edition.Simulator.HttpAddress));

    /// <summary>The same, for what the client has no method for.</summary>
    public HttpClient ControlHttp() => Http(Edition.Simulator.HttpAddress);

    public HttpClient Client(string? token)
    {
        var client = Http(Edition.Api);
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Calls until the answer is as it should be; fails with the last one when that takes too long.</summary>
    public static async Task<Answer> UntilAsync(Func<Task<Answer>> call, Func<Answer, bool> isIt)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await call();
            if (isIt(answer))
                return answer;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Not in time; at last {answer.Status}: {answer.Json}");
            await Task.Delay(BetweenLooks, TimeProvider.System, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await Edition.DisposeAsync();
    }

    private HttpClient Http(Uri address)
    {
        var client = LoopbackHttp.Create(address);
        clients.Add(client);
        return client;
    }
}
