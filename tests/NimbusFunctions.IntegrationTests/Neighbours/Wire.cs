using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>A line between the app and a neighbour that can be cut (connections are refused) or fall silent (nothing comes through).</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly CancellationTokenSource ending = new();
    private TcpListener listener;
    private volatile bool isSilent;
    private int target;

    public Wire()
    {
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Where the app believes the neighbour to be, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Leads it to the neighbour.</summary>
    /// <returns>The neighbour's address with this port in place of its own.</returns>
    public Uri Lead(Uri neighbour)
    {
        target = neighbour.Port;
        return new UriBuilder(neighbour) { Host = "127.0.0.1", Port = Port }.Uri;
    }

    public void Cut()
    {
        listener.Stop();
        CloseAll();
    }

    public void Silence() => isSilent = true;

    /// <summary>All is as before; what hung in the silence is cut.</summary>
    public void Mend()
    {
        if (isSilent)
        {
            isSilent = false;
            CloseAll();
        }
        else
        {
            listener = Listen(Port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        CloseAll();
        ending.Dispose();
    }

    private TcpListener Listen(int port)
    {
        TcpListener fresh = new(IPAddress.Loopback, port);
        fresh.Start();
        _ = AcceptAsync(fresh);
        return fresh;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
                _ = RelayAsync(await from.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It is cut.
        }
    }

    private async Task RelayAsync(TcpClient app)
    {
        using TcpClient neighbour = new() { NoDelay = true };
        app.NoDelay = true;
        open[app] = open[neighbour] = 0;
        try
        {
            await neighbour.ConnectAsync(IPAddress.Loopback, target, ending.Token);
            await Task.WhenAny(PumpAsync(app.GetStream(), neighbour.GetStream()), PumpAsync(neighbour.GetStream(), app.GetStream()));
        }
        catch (Exception lost) when (lost is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Either end is gone.
        }
        finally
        {
            open.TryRemove(app, out _);
            open.TryRemove(neighbour, out _);
            app.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, ending.Token) is var read and > 0)
            {
                // What is said in the silence nobody hears.
                if (!isSilent)
                    await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
            }
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Either end is gone.
        }
    }

    private void CloseAll()
    {
        foreach (var client in open.Keys)
            client.Dispose();
    }
}
