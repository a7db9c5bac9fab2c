using System.Diagnostics;
using NimbusFunctions.Local.Azurite;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Clock;
using NimbusFunctions.Local.Engine;
using NimbusFunctions.Local.Host;
using NimbusFunctions.Local.Past;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Control;

namespace NimbusFunctions.Local.Commands;

/// <summary>The function app in a Functions host of its own, with a table emulator, a broker and simulated tenants around it.</summary>
internal sealed class LocalEdition : IAsyncDisposable
{
    /// <summary>The app role of the operator's daemons.</summary>
    public const string SystemAdministrator = "System.Administrator";

    // A call in flight may be a sync slice of minutes. Killing the app in the middle of one is harmless by design.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly List<FunctionHost> hosts = [];
    private readonly LocalEditionOptions options;
    private StateFolder? state;
    private MovableClock? clock;
    private AzuriteServer? azurite;
    private AzuriteServer? history;
    private BrokerServer? broker;
    private TaskEngine? engine;
    private SimulatorServer? simulator;

    private LocalEdition(LocalEditionOptions options) => this.options = options;

    /// <summary>Where the API answers.</summary>
    public Uri Api => Host.Address;

    /// <summary>The simulated Entra and Graph.</summary>
    public SimulatorServer Simulator => simulator ?? throw NotStarted();

    /// <summary>The first Functions host.</summary>
    public FunctionHost Host => hosts.Count > 0 ? hosts[0] : throw NotStarted();

    /// <summary>All Functions hosts, over the one store and broker.</summary>
    public IReadOnlyList<FunctionHost> Hosts => hosts;

    /// <summary>The time that it lives in.</summary>
    public MovableClock Clock => clock ?? throw NotStarted();

    /// <summary>The queues.</summary>
    public BrokerServer Broker => broker ?? throw NotStarted();

    /// <summary>The tables.</summary>
    public AzuriteServer Azurite => azurite ?? throw NotStarted();

    /// <summary>The table of what is over: the same emulator, unless the options want one of its own.</summary>
    public AzuriteServer History => history ?? Azurite;

    /// <summary>
    /// Starts everything, waits until the app answers, registers the tenants and their services, and waits for the
    /// first sync, as far as the options want it. What was started is stopped again when it fails.
    /// </summary>
    /// <param name="options">What to start.</param>
    /// <param name="journal">Is told what the functions do.</param>
    /// <param name="progress">Is told, in lines, what the start is doing.</param>
    /// <param name="ct">Ends the start.</param>
    /// <exception cref="LocalEditionException">It cannot run here; one clear line.</exception>
    public static async Task<LocalEdition> StartAsync(LocalEditionOptions options, IHostJournal journal, TextWriter progress, CancellationToken ct)
    {
        LocalEdition edition = new(options);
        try
        {
            await edition.StartPartsAsync(journal, progress, ct);
            if (options.RegisterTenants)
                await new Onboarding(edition, options, progress).RunAsync(ct);
            if (options.HistoryDays > 0)
                await edition.WritePastAsync(progress, ct);

            return edition;
        }
        catch (Exception e)
        {
            await edition.DisposeAsync();
            if (e is not OperationCanceledException && e is not LocalEditionException && Failure.Explain(e) is { } line)
                throw new LocalEditionException(line, e);

            throw;
        }
    }

    /// <summary>A token as a user of a simulated tenant gets it.</summary>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="upn">The user's principal name.</param>
    public string TokenForUser(string tenant, string upn) => Simulator.IssueToken(new TokenRequest { Tenant = tenant, User = upn });

    /// <summary>A token of the operator's daemon, with the app role that may do everything.</summary>
    /// <param name="tenant">The id of the tenant it is meant for.</param>
    public string TokenForSystem(string tenant) => Simulator.IssueToken(new TokenRequest { Tenant = tenant, App = [SystemAdministrator] });

    /// <summary>Waits until something that nothing restarts has ended by itself, and says so in one line.</summary>
    public async Task<string> WhenBrokenAsync(CancellationToken ct)
    {
        var id = Azurite.ProcessId;
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(ct);
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }

        return $"The table emulator (process {id}) has ended by itself: nothing can be stored any more.";
    }

    /// <summary>Stops everything: hosts first, so that nobody calls what is gone; the store last.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Exception> failures = [];
        await Task.WhenAll(hosts.Select(StopAsync));
        foreach (var part in (IAsyncDisposable?[])[engine, broker, simulator, history, azurite])
            await StopAsync(part);

        clock?.Dispose();
        state?.Dispose();
        if (failures.Count > 0)
            throw new AggregateException(failures);

        // One part that does not stop is no reason to leave the others running.
        async Task StopAsync(IAsyncDisposable? part)
        {
            try
            {
                if (part is not null)
                    await part.DisposeAsync();
            }
            catch (Exception e)
            {
                lock (failures)
                    failures.Add(e);
            }
        }
    }

    private async Task StartPartsAsync(IHostJournal journal, TextWriter progress, CancellationToken ct)
    {
        OfficialAzureSdk.Refuse();
        var appRoot = AppRoot.Find(options.AppRoot);
        var ports = PortPlan.Of(options);
        ports.Check();
        state = StateFolder.Open(options.StateDirectory);
        clock = MovableClock.Open(state.Of("clock"));

        progress.WriteLine("Starting the table emulator (the first time it is installed, which takes a while) ...");
        azurite = await ports.GuardAsync(LocalEditionOptions.AzuritePortOption, AzuriteServer.StartAsync(new(options.AzuritePort, state.Of("azurite")), ct));

        if (options.OwnHistoryStorage)
            history = await AzuriteServer.StartAsync(new(0, state.Of("azurite-history")), ct);

        progress.WriteLine("Starting the broker and the simulated tenants ...");
        var queues = QueueCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "queues.json"));
        broker = await ports.GuardAsync(
            LocalEditionOptions.BrokerPortOption, BrokerServer.StartAsync(new(options.BrokerPort, queues, state.Of("broker")) { SignatureTime = TimeProvider.System }, clock, ct));
        clock.Moved += broker.Broker.Wake;
        engine = options.HandleTime is { } handleTime ? TaskEngine.Start(broker.Broker, new(handleTime), clock) : null;
        simulator = await SimulatorServer.StartAsync(SimulatorOptions(new(broker.Broker, engine)), clock, ct);

        progress.WriteLine("Starting the function app ...");
        var settings = AppEnvironment.Of(azurite, History, broker, simulator, clock, options.AppSettings);
        if (options.Rewire is { } rewire)
            settings = settings.ToDictionary(setting => setting.Key, setting => rewire(setting.Key, setting.Value), StringComparer.Ordinal);
        for (var number = 0; number < options.Hosts; number++)
        {
            FunctionHostOptions host = new(appRoot, number == 0 ? options.Port : 0, broker.Broker, settings) { StopTimeout = StopTimeout };
            hosts.Add(await FunctionHost.StartAsync(host, journal, clock, ct));
        }

        foreach (var host in hosts)
            await AppAnswer.WaitAsync(host.Address, ct);
    }

    private async Task WritePastAsync(TextWriter progress, CancellationToken ct)
    {
        progress.WriteLine($"Writing a history of {options.HistoryDays} days ...");
        await new PastDays(Azurite, History).WriteAsync(
            Simulator.World.Tenants, options.HistoryDays, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), ct);
    }

    private SimulatorOptions SimulatorOptions(ControlTasks tasks) => new()
    {
        HttpPort = options.SimulatorPort,
        HttpsPort = options.SimulatorHttpsPort,
        Users = options.Users,
        Teams = options.Teams,
        Tenants = options.Tenants,
        Seed = options.Seed,
        TeamMembers = options.TeamMembers,
        Throttling = options.Throttling,
        Mischief = options.Mischief,
        StateDirectory = state?.Of("simulator"),
        Authority = options.Authority,
        Tasks = tasks,
        Clock = clock,
    };

    private static InvalidOperationException NotStarted() => new("The local edition is not started.");
}
