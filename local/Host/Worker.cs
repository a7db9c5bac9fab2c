using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.Local.Host;

/// <summary>Keeps the app's process alive by the host's rules: readiness, restarts, kills.</summary>
internal sealed class Worker : IAsyncDisposable
{
    /// <summary>How long the platform takes to start a host anew.</summary>
    private static readonly TimeSpan RebirthPause = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the end of a process may take to be seen, if it is not known to have ended.</summary>
    private static readonly TimeSpan NoticeTime = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the end of a process that was killed here may take to be seen on a busy machine.</summary>
    private static readonly TimeSpan KilledNoticeTime = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly HostSettings host;
    private readonly WorkerClient client;
    private readonly IHostJournal journal;
    private readonly TimeProvider time;
    private readonly Func<int, WorkerProcess> start;
    private Task running = Task.CompletedTask;
    private TaskCompletionSource<ReadyWorker> ready = NewReady();
    private TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerProcess? process;
    private int generation;

    /// <param name="host">The host's settings.</param>
    /// <param name="client">Asks whether the app is ready.</param>
    /// <param name="start">Starts a process that listens on the given port.</param>
    /// <param name="journal">Is told what happens.</param>
    /// <param name="time">The clock.</param>
    public Worker(HostSettings host, WorkerClient client, Func<int, WorkerProcess> start, IHostJournal journal, TimeProvider time)
    {
        this.host = host;
        this.client = client;
        this.start = start;
        this.journal = journal;
        this.time = time;
    }

    public int? ProcessId => Volatile.Read(ref process)?.Id;

    /// <summary>How often the host has been started: 1, and one more whenever the platform started it anew.</summary>
    public int Generation => Volatile.Read(ref generation);

    public void Start() => running = Task.Run(RunAsync);

    /// <summary>The app, as soon as it is ready.</summary>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    /// <exception cref="WorkerGoneException">It has exited with 0 and is never started again.</exception>
    public Task<ReadyWorker> ReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (gate)
            return ready.Task.WaitAsync(timeout, time, cancellationToken);
    }

    /// <summary>
    /// A call to the app has failed: waits until the end of its process is noticed too, so that what comes next waits
    /// for the new one instead of failing like it.
    /// </summary>
    public Task NoticeAsync(ReadyWorker called)
    {
        lock (gate)
        {
            var still = ready.Task.IsCompletedSuccessfully && ready.Task.Result == called;
            var longest = Volatile.Read(ref process) is { Killed: true } ? KilledNoticeTime : NoticeTime;
            return still ? Task.WhenAny(noticed.Task, Task.Delay(longest, time, CancellationToken.None)) : Task.CompletedTask;
        }
    }

    /// <summary>SIGKILL from outside.</summary>
    public void Kill() => Volatile.Read(ref process)?.Kill();

    /// <summary>What the host does at functionTimeout: the process that was called dies with everything in flight, and is started again.</summary>
    public void Restart(ReadyWorker called)
    {
        if (Volatile.Read(ref process) is { } current && current.Id == called.ProcessId)
            current.End();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Volatile.Read(ref process)?.End();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                Interlocked.Increment(ref generation);
                if (!await RunHostAsync())
                    return;
                journal.HostEvent("Exceeded http worker restart retry count. Shutting down Functions Host");
                await Task.Delay(RebirthPause, time, stopping.Token);
                journal.HostEvent("Starting the Functions host anew, as the platform does.");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>One life of the host. Its port is chosen once, and kept for all restarts of the app.</summary>
    /// <returns>Whether the platform starts another.</returns>
    private async Task<bool> RunHostAsync()
    {
        var failures = new WorkerFailures();
        var port = FreePort();
        while (true)
        {
            var end = await RunProcessAsync(port);
            stopping.Token.ThrowIfCancellationRequested();
            if (end == WorkerEnd.Silent)
            {
                journal.HostEvent("The app has exited with code 0. The Functions host never restarts it then: every call fails from now on. It must exit with another code.");
                lock (gate)
                    ready.TrySetException(new WorkerGoneException());
                _ = ready.Task.Exception; // nobody need be waiting
                return false;
            }

            if (end == WorkerEnd.Failed && !failures.MayRestart(time.GetUtcNow()))
                return true;
        }
    }

    private async Task<WorkerEnd> RunProcessAsync(int port)
    {
        try
        {
            using var started = start(port);
            Volatile.Write(ref process, started);
            if (stopping.IsCancellationRequested)
                started.End();
            var exited = started.WhenExitedAsync();
            await BecomeReadyAsync(started, new Uri($"http://127.0.0.1:{port}/"), exited);
            await exited;
            BecomeUnready();
            var (end, code) = await started.ConcludeAsync();
            if (!stopping.IsCancellationRequested)
                journal.HostEvent($"The app (process {started.Id}) has ended with exit code {code}.");
            return end;
        }
        catch (Win32Exception exception)
        {
            journal.HostEvent($"The app cannot be started: {exception.Message}");
            return WorkerEnd.Failed;
        }
        finally
        {
            Volatile.Write(ref process, null);
        }
    }

    private void BecomeUnready()
    {
        lock (gate)
        {
            if (ready.Task.IsCompleted)
                ready = NewReady();
            noticed.TrySetResult();
            noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task BecomeReadyAsync(WorkerProcess started, Uri address, Task exited)
    {
        using var tooLate = new CancellationTokenSource(host.InitializationTimeout, time);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(tooLate.Token, stopping.Token);
        var probe = client.AnswersAsync(address, probing.Token);
        await Task.WhenAny(probe, exited);
        await probing.CancelAsync();
        if (await probe && !exited.IsCompleted)
        {
            lock (gate)
                ready.TrySetResult(new(started.Id, address));
        }
        else if (!exited.IsCompleted && !stopping.IsCancellationRequested)
        {
            journal.HostEvent("Initializing HttpWorker timed out");
            started.Kill();
        }
    }

    private static TaskCompletionSource<ReadyWorker> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
