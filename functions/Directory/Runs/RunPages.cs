using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// The table <c>RunPages</c>: a run's recording in packed blocks. Partition <c>{tenant}|{yyyyMMdd}</c> of the run's day,
/// row keys <c>{HHmmss}|{number}|{block}</c>; a block is lines under gzip, in columns of at most 64 KiB (Tables:
/// "Understanding the Table service data model", binary properties), and in several rows where one would come near 1 MiB.
/// </summary>
internal sealed class RunPages(StoreTables tables)
{
    private const int LargestColumn = 64 * 1024;
    private const int MostColumns = 8;
    private const int LargestRow = LargestColumn * MostColumns;

    /// <param name="tenant">The tenant.</param>
    /// <param name="run">The run.</param>
    /// <param name="block">Sorts the blocks of a run.</param>
    /// <param name="packed">Lines under gzip.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task AddAsync(string tenant, RunId run, string block, ReadOnlyMemory<byte> packed, CancellationToken cancellation)
    {
        var parts = (packed.Length + LargestRow - 1) / LargestRow;
        for (var part = 0; part < parts; part++)
        {
            var row = new TableEntity(
                RunId.Partition(tenant, run.Begun),
                string.Create(CultureInfo.InvariantCulture, $"{run.RowKey}|{block}.{part:D4}"))
            {
                ["Part"] = part,
                ["Parts"] = parts,
            };
            var content = packed[(part * LargestRow)..Math.Min((part + 1) * LargestRow, packed.Length)];
            for (var column = 0; content.Length > 0; column++)
            {
                var length = Math.Min(LargestColumn, content.Length);
                row[Column(column)] = content[..length].ToArray();
                content = content[length..];
            }

            await tables.RunPages.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        }
    }

    /// <summary>A run's blocks in order, unpacked; one whose rows are not all there was cut off by a crash and is left out.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string tenant, RunId run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, end) = ($"{run.RowKey}|", $"{run.RowKey}}}");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {RunId.Partition(tenant, run.Begun)} and RowKey ge {first} and RowKey lt {end}");
        using var packed = new MemoryStream();
        var next = 0;
        await foreach (var row in tables.RunPages.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var part = row.GetInt32("Part") ?? 0;
            if (part == 0)
            {
                next = 0;
                packed.SetLength(0);
            }

            if (part != next)
                continue;
            for (var column = 0; row.GetBinary(Column(column)) is { } bytes; column++)
                packed.Write(bytes);
            next++;
            if (next == row.GetInt32("Parts"))
                yield return Unpack(packed);
        }
    }

    private static ReadOnlyMemory<byte> Unpack(MemoryStream packed)
    {
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        var lines = new MemoryStream();
        gzip.CopyTo(lines);
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }

    private static string Column(int number) => string.Create(CultureInfo.InvariantCulture, $"P{number}");
}
