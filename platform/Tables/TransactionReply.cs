using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>Reads the answers inside the answer to a transaction.</summary>
internal static class TransactionReply
{
    /// <summary>The parts in the order of the actions, or the one part that says why nothing was applied.</summary>
    public static List<Response> Parse(ReadOnlySpan<byte> body, string clientRequestId)
    {
        List<Response> parts = [];
        while (TryReadLine(ref body, out var line))
        {
            if (line.StartsWith("HTTP/1.1 "u8))
                parts.Add(ReadPart(line["HTTP/1.1 "u8.Length..], ref body, clientRequestId));
        }

        return parts;
    }

    private static TransactionPart ReadPart(scoped ReadOnlySpan<byte> statusLine, ref ReadOnlySpan<byte> body, string clientRequestId)
    {
        var status = Encoding.UTF8.GetString(statusLine);
        var space = status.IndexOf(' ', StringComparison.Ordinal);

        // What cannot be read is no success.
        var known = int.TryParse(space < 0 ? status : status[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        TransactionPart part = new(known ? code : 500, space < 0 ? string.Empty : status[(space + 1)..], clientRequestId);

        while (TryReadLine(ref body, out var line) && line.Length > 0)
        {
            if (IsBoundary(line))
                return part;

            var colon = line.IndexOf((byte)':');
            if (colon > 0)
                part.AddHeader(Encoding.UTF8.GetString(line[..colon]), Encoding.UTF8.GetString(line[(colon + 1)..]).Trim());
        }

        using MemoryStream content = new();
        while (TryReadLine(ref body, out var line) && !IsBoundary(line))
            content.Write(line);

        part.SetContent(content.ToArray());
        return part;
    }

    // No line of a JSON body begins so.
    private static bool IsBoundary(ReadOnlySpan<byte> line) => line.StartsWith("--"u8);

    private static bool TryReadLine(ref ReadOnlySpan<byte> body, out ReadOnlySpan<byte> line)
    {
        if (body.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = body.IndexOf((byte)'\n');
        line = end < 0 ? body : body[..end];
        body = end < 0 ? default : body[(end + 1)..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];

        return true;
    }
}
