using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// What a slice read, of Graph and of the tables, packed as it comes. A block is stored when it is big, before any line
/// of the ledger is (so that nothing is said to be done whose proof is not kept), and at the end; so memory is bounded
/// and a run without changes costs one row.
/// </summary>
internal sealed class RunRecording : IDisposable
{
    private const int BigBlock = 256 * 1024;
    private const int BigBlockUnpacked = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly HashSet<ulong> known = [];
    private readonly ArrayBufferWriter<byte> writing = new();
    private readonly MemoryStream packed = new();
    private readonly List<(string Name, byte[] Packed)> unstored = [];
    private readonly RunPages pages;
    private readonly RunStore runs;
    private readonly string tenant;
    private readonly RunId run;
    private long? attempt;
    private GZipStream? gzip;
    private int answers;
    private long unpacked;
    private int blocks;

    /// <param name="pages">Where blocks are stored.</param>
    /// <param name="runs">Where the run's report is stored.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="run">The run.</param>
    /// <param name="slice">The slice that begins.</param>
    public RunRecording(RunPages pages, RunStore runs, string tenant, RunId run, SliceLine slice)
    {
        (this.pages, this.runs, this.tenant, this.run) = (pages, runs, tenant, run);
        Use = new(GraphPriority.Normal, AnswerAsync);
        Pack(slice);
    }

    /// <summary>How the slice uses Graph.</summary>
    public GraphUse Use { get; }

    /// <summary>
    /// The slice has the tenant. The lease's number names its blocks: one that was killed and begins again, or two that
    /// run at once after a lost lock, stand one behind the other.
    /// </summary>
    public void Begin(SyncLease lease) => attempt = lease.Number;

    /// <summary>The tables, each watched.</summary>
    public StoreTables Over(StoreTables tables) => tables.Through((name, table) => new RecordingTable(table, name, this));

    /// <summary>Rows that the slice has read; those that it knows are passed over.</summary>
    public Task ReadAsync(string table, IEnumerable<TableEntity> rows, CancellationToken cancellation) => AloneAsync(
        () =>
        {
            foreach (var row in rows)
            {
                if (known.Add(RowFingerprint.Of(table, row.PartitionKey, row.RowKey)))
                    Pack(new RowLine(table, row.PartitionKey, row.RowKey, RecordedColumns.Write(row)));
            }

            return IsBig;
        },
        cancellation);

    /// <summary>Before a write: what the ledger will say rests on what was read until now.</summary>
    public Task BeforeWriteAsync(string table, CancellationToken cancellation) => table == nameof(StoreTables.Ledger)
        ? AloneAsync(() => true, cancellation)
        : Task.CompletedTask;

    /// <summary>Rows that the slice has written: what it reads of them later is its own.</summary>
    public Task WroteAsync(string table, IEnumerable<ITableEntity> rows, CancellationToken cancellation) => AloneAsync(
        () =>
        {
            foreach (var row in rows)
                known.Add(RowFingerprint.Of(table, row.PartitionKey, row.RowKey));
            return false;
        },
        cancellation);

    /// <summary>The slice is over: the rest is stored, and then what the run has come to.</summary>
    /// <param name="sofar">The run after this slice; what it took of Graph is added here.</param>
    /// <param name="end">How the slice ended.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task EndAsync(RunSummary sofar, SliceEnd end, CancellationToken cancellation)
    {
        var wait = (end as SliceEnd.Unfinished)?.Wait;
        var brokenOff = end is SliceEnd.Finished { Failure.Reason: SyncProblem.Silence };
        await AloneAsync(
            () =>
            {
                Pack(new EndLine(sofar.Ended, wait is null, wait?.TotalSeconds ?? 0, brokenOff));
                return true;
            },
            cancellation);
        var before = sofar.Slices > 1 ? await runs.FindAsync(tenant, run, cancellation) : null;
        await runs.WriteAsync(
            tenant,
            run,
            new(
                sofar.Id,
                sofar.Kind,
                sofar.Started,
                wait is null ? sofar.Ended : null,
                sofar.Slices,
                sofar.Counts,
                sofar.Problems,
                (before?.Requests ?? 0) + Use.Requests,
                (before?.ResourceUnits ?? 0) + Use.Units,
                Math.Round((before?.ThrottledSeconds ?? 0) + (Use.Throttled + (wait ?? TimeSpan.Zero)).TotalSeconds, 3),
                (before?.Answers ?? 0) + answers),
            cancellation);
    }

    /// <summary>The slice broke off; what it had read is stored all the same.</summary>
    public Task BreakOffAsync(CancellationToken cancellation) => AloneAsync(() => true, cancellation);

    public void Dispose()
    {
        gzip?.Dispose();
        packed.Dispose();
    }

    private bool IsBig => packed.Length >= BigBlock || unpacked >= BigBlockUnpacked;

    private async Task AnswerAsync(GraphAnswer answer, CancellationToken cancellation)
    {
        var line = new AnswerLine(
            answer.At,
            answer.Method,
            answer.Url,
            answer.Status,
            answer.RequestId,
            answer.Units,
            PageEntries.Count(answer.Body.Span),
            Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span)),
            answer.RetryAfter,
            answer.ContentType,
            answer.Failure?.ToString(),
            answer.Wait?.TotalSeconds,
            Encoding.UTF8.GetString(answer.Body.Span));
        await AloneAsync(
            () =>
            {
                answers++;
                Pack(line);
                return IsBig;
            },
            cancellation);
    }

    /// <param name="act">Says whether what there is shall be stored.</param>
    /// <param name="cancellation">Ends the storing.</param>
    private async Task AloneAsync(Func<bool> act, CancellationToken cancellation)
    {
        List<(string Name, byte[] Packed)> blocks;
        lock (gate)
        {
            if (!act() || attempt is not { } number)
                return;
            Cut(number);
            blocks = [.. unstored];
        }

        // Also those that others are storing right now: stored twice they are the same, and a block whose storing failed
        // is not forgotten.
        foreach (var block in blocks)
        {
            await pages.AddAsync(tenant, run, block.Name, block.Packed, cancellation);
            lock (gate)
                unstored.Remove(block);
        }
    }

    private void Pack(RecordedLine line)
    {
        writing.ResetWrittenCount();
        RecordingJson.Write(writing, line);
        gzip ??= new(packed, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(writing.WrittenSpan);
        unpacked += writing.WrittenCount;
    }

    private void Cut(long number)
    {
        gzip?.Dispose();
        gzip = null;
        if (packed.Length > 0)
            unstored.Add((string.Create(CultureInfo.InvariantCulture, $"{number:D12}.{blocks++:D6}"), packed.ToArray()));
        packed.SetLength(0);
        unpacked = 0;
    }
}
