using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.Tests.Commands;

/// <summary>A port of 127.0.0.1 that somebody listens on until it is disposed.</summary>
internal sealed class TakenPort : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public TakenPort() => listener.Start();

    public int Number => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using var taken = new TakenPort();
        return taken.Number;
    }

    public void Dispose() => listener.Dispose();
}
