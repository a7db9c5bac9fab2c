using System.Buffers;
using System.Net;

namespace NimbusFunctions.Local.Host;

/// <summary>A caller's body, passed on piece by piece as it comes.</summary>
internal sealed class StreamedContent(Stream body) : HttpContent
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>Passes on each piece at once.</summary>
    public static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (await from.ReadAsync(piece, cancellationToken) is var length and > 0)
            {
                await to.WriteAsync(piece.AsMemory(0, length), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(body, stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(body, stream, cancellationToken);

    // Without a Content-Length of the caller's the body goes on chunked, as it came.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
