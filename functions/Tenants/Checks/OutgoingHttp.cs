using System.Net;
using System.Net.Sockets;
using NimbusFunctions.Entra;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>
/// Calls to addresses that tenants name: no redirects, no proxy, and where a name leads is looked at when it is called, so that
/// no name opens what only this network reaches.
/// </summary>
internal static class OutgoingHttp
{
    /// <param name="certificateAuthorityFile">One more authority to trust; empty: none.</param>
    /// <param name="local">An endpoint of this machine that may be called; null: none.</param>
    public static SocketsHttpHandler CreateHandler(string certificateAuthorityFile, Uri? local) => CreateHandler(
        certificateAuthorityFile,
        (to, _) => local is not null && string.Equals(to.Host, local.IdnHost, StringComparison.OrdinalIgnoreCase) && to.Port == local.Port);

    /// <param name="certificateAuthorityFile">One more authority to trust; empty: none.</param>
    /// <param name="isOwn">Whether an address that not everybody reaches may be called all the same.</param>
    public static SocketsHttpHandler CreateHandler(string certificateAuthorityFile, Func<DnsEndPoint, IPAddress, bool> isOwn)
    {
        var handler = TrustedHttp.CreateHandler(certificateAuthorityFile);
        handler.UseProxy = false;
        handler.ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, isOwn, cancellation);
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, Func<DnsEndPoint, IPAddress, bool> isOwn, CancellationToken cancellation)
    {
        var found = await Dns.GetHostAddressesAsync(to.Host, cancellation);
        var allowed = Array.FindAll(found, address => PublicAddress.Is(address) || isOwn(to, address));
        if (allowed.Length == 0)
            throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name leads to addresses that the app does not call for a tenant.</summary>
internal sealed class AddressRefusedException() : IOException("The name leads to no address that everybody reaches.");
