using System.Runtime.CompilerServices;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Runs;

/// <summary>What is kept of a run, put together again: its report, what it read, and what it decided.</summary>
internal sealed class RunArchive(RunStore runs, RunPages pages, LedgerStore ledger, TimeProvider time)
{
    // Instances' clocks differ a little.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    public Task<RunReport?> FindAsync(string tenant, RunId run, CancellationToken cancellation) => runs.FindAsync(tenant, run, cancellation);

    /// <summary>The recorded lines as bytes, several to a block, each ended by a line feed.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> BlocksAsync(string tenant, RunId run, CancellationToken cancellation) =>
        pages.ReadAsync(tenant, run, cancellation);

    /// <summary>What Graph answered, without the bodies.</summary>
    public async IAsyncEnumerable<AnswerLine> AnswersAsync(
        string tenant, RunId run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var block in pages.ReadAsync(tenant, run, cancellation))
        {
            for (var rest = block; RecordingLines.Next(ref rest) is { } line;)
            {
                if (RecordingJson.Read(line.Span) is AnswerLine answer)
                    yield return answer;
            }
        }
    }

    /// <summary>What the run decided and did, in the order of time.</summary>
    public IAsyncEnumerable<LedgerEntry> DecisionsAsync(string tenant, RunId run, RunReport report, CancellationToken cancellation) =>
        ledger.ReadRunAsync(tenant, run.ToString(), run.Begun - Leeway, (report.Ended ?? time.GetUtcNow()) + Leeway, cancellation);
}
