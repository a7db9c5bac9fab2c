using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// Behaves as the Functions host 4.x does towards a custom handler: reads host.json and the function.json files of a
/// built app, starts it, forwards http calls, and runs its timers and queue functions.
/// </summary>
internal sealed class FunctionHost : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource gone = new();
    private readonly ConcurrentBag<Task> listeners = [];
    private readonly FunctionHostOptions options;
    private readonly IHostJournal journal;
    private readonly WorkerClient client;
    private readonly Worker worker;
    private readonly IReadOnlyList<FunctionDeclaration> functions;
    private readonly HostSettings settings;
    private readonly Dispatcher dispatcher;
    private readonly TimeProvider time;
    private HttpFront? front;

    private FunctionHost(FunctionHostOptions options, IHostJournal journal, TimeProvider time)
    {
        (this.options, this.journal, this.time) = (options, journal, time);
        var appRoot = Path.GetFullPath(options.AppRoot);
        var appSettings = new AppSettings(options.AppSettings);
        settings = HostFile.Read(appRoot, appSettings);
        functions = FunctionFolders.Read(appRoot, settings, options.Broker, appSettings);
        client = new(time);
        worker = new(settings, client, port => WorkerProcess.Start(settings, appRoot, appSettings, Address, port, journal), journal, time);
        dispatcher = new(settings, worker, client, journal, time);
    }

    /// <summary>Where callers reach the app.</summary>
    public Uri Address => front?.Address ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>The app's process; null while there is none.</summary>
    public int? WorkerProcessId => worker.ProcessId;

    /// <summary>What <c>admin/</c> asks for in <c>x-functions-key</c>; another one at every start.</summary>
    public string MasterKey { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Starts the host. It listens at once; callers wait until the app is ready.</summary>
    /// <exception cref="FunctionHostException">A file says something that cannot be, the app is not built, or the port is taken.</exception>
    public static async Task<FunctionHost> StartAsync(FunctionHostOptions options, IHostJournal journal, TimeProvider time, CancellationToken ct)
    {
        var host = new FunctionHost(options, journal, time);
        try
        {
            await host.StartAsync(ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL of the app, for crash tests; the host then restarts it by its rules.</summary>
    public void KillWorker() => worker.Kill();

    /// <summary>Stops as the real host does: listeners first, then calls in flight are awaited, then the app is killed, with SIGKILL and never SIGTERM.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        var inFlight = Task.WhenAll(listeners.Append(front?.StopAsync() ?? Task.CompletedTask));
        if (await Task.WhenAny(inFlight, Task.Delay(options.StopTimeout, time, CancellationToken.None)) != inFlight)
            journal.HostEvent("Calls in flight did not end in time; the app is killed with them.");
        await gone.CancelAsync();
        await worker.DisposeAsync();
        await inFlight;
        if (front is not null)
            await front.DisposeAsync();
        client.Dispose();
        stopping.Dispose();
        gone.Dispose();
    }

    private async Task StartAsync(CancellationToken ct)
    {
        var timers = functions.OfType<TimerDeclaration>().Select(timer => new TimerListener(timer, worker, dispatcher, time)).ToList();
        var manual = new ManualRuns(functions, timers, dispatcher, time);
        var forwarder = new HttpForwarder(settings, dispatcher, client);
        front = await HttpFront.StartAsync(
            options.Port,
            options.StopTimeout,
            routes =>
            {
                HttpFront.MapFunctions(routes, settings.RoutePrefix, functions.OfType<HttpDeclaration>(), (http, function) => forwarder.ForwardAsync(http, function, gone.Token));
                new AdminEndpoints(MasterKey, worker).Map(routes, (name, input) => StartByHand(manual, name, input));
            },
            ct);
        worker.Start();
        foreach (var timer in timers)
            Watch(timer.Timer, timer.RunAsync(stopping.Token, gone.Token));
        foreach (var function in functions.OfType<QueueDeclaration>())
            Watch(function, ListenAsync(function));
    }

    private Task ListenAsync(QueueDeclaration function)
    {
        var queue = options.Broker.Queue(function.Queue);
        var call = new MessageCall(function, queue, dispatcher, journal, time);
        return function.Sessions
            ? new SessionListener(settings, queue, call, time).RunAsync(stopping.Token, gone.Token)
            : new QueueListener(function, settings, queue, call, time).RunAsync(stopping.Token, gone.Token);
    }

    private void Watch(FunctionDeclaration function, Task listener)
    {
        listeners.Add(WatchAsync());

        async Task WatchAsync()
        {
            try
            {
                await listener;
            }
            catch (Exception exception)
            {
                journal.HostEvent($"The listener of {function.Name} has failed, and the function runs no more: {exception}");
            }
        }
    }

    private bool StartByHand(ManualRuns manual, string name, string input)
    {
        if (manual.Find(name, input, stopping.Token, gone.Token) is not { } run)
            return false;
        listeners.Add(run());
        return true;
    }
}
