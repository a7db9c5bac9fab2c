using System.Diagnostics;

namespace NimbusFunctions.Local.Host;

/// <summary>One process of the app.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int IntentionalRestart = 200;

    private readonly Process process;
    private readonly Task output;
    private volatile bool ended;
    private volatile bool killed;

    private WorkerProcess(Process process, IHostJournal journal)
    {
        this.process = process;
        Id = process.Id;
        output = Task.WhenAll(
            PumpAsync(process.StandardOutput, line => journal.WorkerOutput(line, false)),
            PumpAsync(process.StandardError, line => journal.WorkerOutput(line, true)));
    }

    public int Id { get; }

    /// <summary>Whether it was killed from here; its end may not have been noticed yet.</summary>
    public bool Killed => killed;

    /// <summary>Starts the app as the host does: with all of the host's own environment, the app settings, and its port.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static WorkerProcess Start(HostSettings host, string appRoot, AppSettings settings, Uri front, int port, IHostJournal journal)
    {
        var start = new ProcessStartInfo(host.Executable, host.Arguments)
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The host's own address: an app that listens where this says collides with the host.
        start.Environment["ASPNETCORE_URLS"] = front.ToString();
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        // As in Azure: the name under which callers reach the host.
        start.Environment["WEBSITE_HOSTNAME"] = front.Authority;
        foreach (var (name, value) in settings.Given)
            start.Environment[name] = value;
        var id = Guid.NewGuid().ToString();
        var portText = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = portText;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = id;
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = portText;
        start.Environment["FUNCTIONS_HTTPWORKER_ID"] = id;
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = appRoot;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process, journal);
    }

    /// <summary>Waits for the end.</summary>
    public Task WhenExitedAsync() => process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Says what the end means, when the process has exited and its last words are read.</summary>
    public async Task<(WorkerEnd End, int ExitCode)> ConcludeAsync()
    {
        await WhenExitedAsync();
        // A grandchild that keeps the pipe open must not hold it up.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
        var code = process.ExitCode;
        return (ended || code == IntentionalRestart ? WorkerEnd.Restart : code == 0 ? WorkerEnd.Silent : WorkerEnd.Failed, code);
    }

    /// <summary>SIGKILL; the end counts as a failure of the app.</summary>
    public void Kill()
    {
        killed = true;
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <summary>SIGKILL by the host's own rules; the end does not count as a failure.</summary>
    public void End()
    {
        ended = true;
        Kill();
    }

    public void Dispose() => process.Dispose();

    private static async Task PumpAsync(StreamReader reader, Action<string> write)
    {
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
                write(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone, and its pipe with it.
        }
    }
}
