using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.Local.Azurite;

/// <summary>The table emulator as a process of its own, on 127.0.0.1.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    // Public: the account and key of every storage emulator.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int FreePortTries = 3;

    private readonly AzuriteProcess _process;

    private AzuriteServer(AzuriteProcess process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The storage connection string of its one account.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={Address}{Account};";

    /// <summary>The emulator's own process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Installs it on first use, starts it, and waits until it answers.</summary>
    /// <exception cref="AzuriteException">It cannot run here; the message says why in one line.</exception>
    public static Task<AzuriteServer> StartAsync(AzuriteOptions options, CancellationToken ct) =>
        StartAsync(options, AzuriteTools.Default(), ct);

    /// <summary>The same with other tools, for tests of what goes wrong with them.</summary>
    /// <exception cref="AzuriteException">It cannot run here; the message says why in one line.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, AzuriteTools tools, CancellationToken ct)
    {
        var script = await AzuriteInstallation.EnsureAsync(tools, ct);
        for (var tries = 1; ; tries++)
        {
            // The emulator does not tell which port it took for 0, so one is chosen for it; somebody else may be faster.
            var port = options.Port == 0 ? FreePort() : options.Port;
            var process = AzuriteProcess.Start(tools.Node, script, port, options.StateDirectory);
            try
            {
                var outcome = await process.WaitUntilReadyAsync(ct);
                if (outcome == AzuriteStart.Ready)
                    return new AzuriteServer(process, port);

                if (outcome == AzuriteStart.PortTaken && (options.Port != 0 || tries == FreePortTries))
                    throw new AzuriteException($"Port {port} on 127.0.0.1 is taken: choose another for the table emulator, or 0 for a free one.");

                if (outcome == AzuriteStart.Failed)
                    throw new AzuriteException($"The table emulator stopped while starting: {process.LastError}");

                if (outcome == AzuriteStart.TimedOut)
                    throw new AzuriteException($"The table emulator did not answer within {AzuriteProcess.StartTime.TotalSeconds:0} seconds.");
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }

            await process.DisposeAsync();
        }
    }

    /// <summary>Stops it; with a state directory, after it has saved.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
