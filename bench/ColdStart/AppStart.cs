using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NimbusFunctions.Bench.ColdStart;

/// <summary>One start of the published app, as the host starts it, with all settings and none of its neighbours.</summary>
internal static class AppStart
{
    private static readonly byte[] Probe = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>From the start of the process to the first byte of its first answer to <c>GET /</c>.</summary>
    /// <exception cref="BenchException">It ended, or did not answer within a minute.</exception>
    public static async Task<StartTime> MeasureAsync(string folder, CancellationToken stop)
    {
        var address = FreePort();
        ProcessStartInfo start = new(Path.Combine(folder, "NimbusFunctions"))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((var name, var value) in Settings(folder, address.Port))
            start.Environment[name] = value;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        var began = TimeProvider.System.GetTimestamp();
        using var app = Process.Start(start)!;
        var output = app.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = app.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (!await AnswersAsync(address, limit.Token))
            {
                if (app.HasExited)
                    throw new BenchException($"The app ended with exit code {app.ExitCode}:{Environment.NewLine}{await output}{await error}");
                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }

            return new(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, app.TotalProcessorTime.TotalMilliseconds);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new BenchException($"The app did not answer within {Patience.TotalSeconds:0} seconds.", e);
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAll(output, error);
        }
    }

    private static async Task<bool> AnswersAsync(IPEndPoint address, CancellationToken stop)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        if (!await IsOpenAsync(socket, address, stop))
            return false;
        try
        {
            await socket.SendAsync(Probe, stop);
            return await socket.ReceiveAsync(new byte[64], stop) > 0;
        }
        catch (SocketException)
        {
            return false; // the app ended in the middle, which is looked at next
        }
    }

    // Most tries are refused. As exceptions they would take the processor from the app that is measured.
    private static async Task<bool> IsOpenAsync(Socket socket, IPEndPoint address, CancellationToken stop)
    {
        TaskCompletionSource<bool> open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using SocketAsyncEventArgs connect = new() { RemoteEndPoint = address };
        connect.Completed += (_, done) => open.TrySetResult(done.SocketError == SocketError.Success);
        return socket.ConnectAsync(connect)
            ? await open.Task.WaitAsync(stop)
            : connect.SocketError == SocketError.Success;
    }

    // Addresses on which nobody listens: a refusal comes at once, which is the least that a neighbour can do.
    private static Dictionary<string, string> Settings(string folder, int port) => new()
    {
        ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["FUNCTIONS_APP_ROOT_PATH"] = folder,
        ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
        ["Storage"] = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9uZQ==;TableEndpoint=http://127.0.0.1:1/nobody;",
        ["HistoryStorage"] = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9uZQ==;TableEndpoint=http://127.0.0.1:1/nobody;",
        ["ServiceBus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=nobody;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true;",
        ["Entra__Authority"] = "https://127.0.0.1:1",
        ["Entra__ClientId"] = "00000000-0000-0000-0000-000000000001",
        ["Entra__Audience"] = "api://00000000-0000-0000-0000-000000000001",
        ["Entra__OperatorTenantId"] = "00000000-0000-0000-0000-000000000002",
        ["Graph__BaseUrl"] = "https://127.0.0.1:1/v1.0",
    };

    private static IPEndPoint FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
