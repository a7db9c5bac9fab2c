using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Looks into the packed blocks of recorded runs, whose rows come in order.</summary>
internal sealed class RecordedRun : IDisposable
{
    private readonly MemoryStream packed = new();

    /// <summary>What the rows of one run begin with.</summary>
    public static string PrefixOf(string rowKey) => string.Join('|', rowKey.Split('|').Take(2)) + "|";

    /// <summary>Whether a row is the last one of its block.</summary>
    public static bool EndsBlock(TableEntity row) => (row.GetInt32("Part") ?? 0) + 1 >= (row.GetInt32("Parts") ?? 1);

    /// <summary>
    /// Takes the next row. What can be read up to it is given: a block in several rows with its last one, and what a crash has
    /// cut as far as it goes.
    /// </summary>
    public string Take(TableEntity row)
    {
        if ((row.GetInt32("Part") ?? 0) == 0)
            packed.SetLength(0);
        packed.Position = packed.Length;
        for (var column = 0; row.GetBinary($"P{column}") is { } bytes; column++)
            packed.Write(bytes);
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        using var lines = new MemoryStream();
        try
        {
            gzip.CopyTo(lines);
        }
        catch (InvalidDataException)
        {
            // Cut off; what came before it is there.
        }

        return Encoding.UTF8.GetString(lines.GetBuffer(), 0, (int)lines.Length);
    }

    public void Dispose() => packed.Dispose();
}
