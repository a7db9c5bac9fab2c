using System.Diagnostics;
using System.Globalization;

namespace NimbusFunctions.Local.Azurite;

/// <summary>Node running the emulator's table service.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>How long it may take until it answers.</summary>
    public static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    // Saving is what the emulator does on SIGINT only (SIGTERM and SIGKILL lose the last seconds). It gets one when its
    // input ends: when this process closes it, and also when this process is killed, so the emulator never outlives it.
    private const string StopAtEndOfInput =
        "data:text/javascript,process.stdin.resume().on('end',()=>process.emit('SIGINT')||process.exit())";

    private readonly Process _process = new() { EnableRaisingEvents = true };
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _port;
    private volatile string _lastError = "it said nothing.";
    private volatile bool _portTaken;
    private bool _isEnded;

    private AzuriteProcess(int port) => _port = port;

    /// <summary>The process id.</summary>
    public int Id { get; private set; }

    /// <summary>The last thing it complained about.</summary>
    public string LastError => _lastError;

    public static AzuriteProcess Start(string node, string script, int port, string? stateDirectory)
    {
        AzuriteProcess azurite = new(port);
        ProcessStartInfo info = new(node)
        {
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in Arguments(script, port, stateDirectory))
            info.ArgumentList.Add(argument);

        // What a developer's shell may say to other emulators: other accounts, a database, a debugger.
        foreach (var name in (string[])["AZURITE_ACCOUNTS", "AZURITE_DB", "NODE_OPTIONS"])
            info.Environment.Remove(name);

        azurite._process.StartInfo = info;
        azurite._process.OutputDataReceived += (_, e) => azurite.ReadOutput(e.Data);
        azurite._process.ErrorDataReceived += (_, e) => azurite.ReadError(e.Data);
        azurite._process.Start();
        azurite.Id = azurite._process.Id;
        azurite._process.BeginOutputReadLine();
        azurite._process.BeginErrorReadLine();
        return azurite;
    }

    /// <summary>Waits for its own word that it listens (somebody else may answer on a taken port), then for an answer.</summary>
    public async Task<AzuriteStart> WaitUntilReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartTime);
        try
        {
            var exited = _process.WaitForExitAsync(limit.Token);
            if (await Task.WhenAny(_started.Task, exited) == exited)
            {
                await exited;
                return _portTaken ? AzuriteStart.PortTaken : AzuriteStart.Failed;
            }

            // Any answer will do: an unsigned request is refused with 403.
            using HttpClient http = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/")) };
            using var answer = await http.GetAsync(new Uri("devstoreaccount1/Tables", UriKind.Relative), limit.Token);
            return AzuriteStart.Ready;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return AzuriteStart.TimedOut;
        }
        catch (HttpRequestException e)
        {
            _lastError = e.Message;
            return AzuriteStart.Failed;
        }
    }

    /// <summary>Ends it, after it has saved; once more does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
            return;

        _isEnded = true;
        try
        {
            _process.StandardInput.Close();
            using CancellationTokenSource limit = new(StopTime);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static IEnumerable<string> Arguments(string script, int port, string? stateDirectory) =>
    [
        "--import", StopAtEndOfInput, script,
        "--silent", "--disableTelemetry",
        "--tableHost", "127.0.0.1",
        "--tablePort", port.ToString(CultureInfo.InvariantCulture),
        .. stateDirectory is null ? (string[])["--inMemoryPersistence"] : ["--location", Path.GetFullPath(stateDirectory)],
    ];

    private void ReadOutput(string? line)
    {
        if (line?.Contains("successfully started", StringComparison.Ordinal) == true)
            _started.TrySetResult();
    }

    private void ReadError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        _lastError = line.Trim();
        if (line.Contains("EADDRINUSE", StringComparison.Ordinal))
            _portTaken = true;
    }
}
