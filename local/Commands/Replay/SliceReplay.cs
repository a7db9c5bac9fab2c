extern alias app;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;
using app::NimbusFunctions.Graph;
using app::NimbusFunctions.Storage;
using app::NimbusFunctions.Storage.Memory;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>A slice once more: the real sync over tables in memory, Graph from the file, the clock of that day.</summary>
internal sealed class SliceReplay : IDisposable
{
    private readonly string tenant;
    private readonly RunId run;
    private readonly RecordedSlice slice;
    private readonly ReplayClock clock;
    private readonly RecordedGraph network;
    private readonly GraphClients graph;
    private readonly StoreTables tables;

    public SliceReplay(string tenant, RunId run, RecordedSlice slice)
    {
        (this.tenant, this.run, this.slice) = (tenant, run, slice);
        clock = new(slice.Begin.At);
        network = new(slice, clock);
        graph = new(
            new GraphTransport(slice.Begin.BaseUrl, () => network, _ => new AnonymousAuthenticationProvider()) { AnswersAreFinal = true },
            clock,
            NullLogger<GraphClients>.Instance);
        var memory = StoreTables.Names.ToDictionary(
            name => name, name => (TableClient)new MemoryTable(name, time: clock), StringComparer.Ordinal);
        tables = new(name => memory[name]);
    }

    /// <returns>Where it went another way than the recorded slice, or null.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        foreach (var row in slice.Rows)
        {
            if (!StoreTables.Names.Contains(row.Table))
                throw new InvalidDataException($"The recording has rows of a table {row.Table}, which this version does not have.");
            await tables.Open(row.Table).UpsertEntityAsync(RecordedColumns.Read(row), TableUpdateMode.Replace, stop);
        }

        try
        {
            var sync = new SyncComposition(graph, clock, NullLoggerFactory.Instance).Over(tables);
            var end = await sync.RunSliceAsync(new(tenant, run.Sequence, slice.Begin.Slice, run.Begun), stop);
            return !slice.BrokeOff && slice.End!.Finished != end is SliceEnd.Finished
                ? $"Slice {slice.Begin.Slice} {Ended(slice.End.Finished)} when it was recorded, and {Ended(!slice.End.Finished)} now."
                : null;
        }
        catch (Exception) when (slice.BrokeOff && !stop.IsCancellationRequested)
        {
            // It broke off then too, wherever that was.
            return null;
        }
        catch (UnrecordedException unrecorded)
        {
            return unrecorded.Message;
        }
    }

    /// <summary>The lines that the slice wrote into the ledger.</summary>
    public async Task<IReadOnlyList<DecisionLine>> DecisionsAsync(CancellationToken stop)
    {
        List<DecisionLine> lines = [];
        await foreach (var row in tables.Ledger.QueryAsync<TableEntity>(cancellationToken: stop))
        {
            if (row.GetString("Run") == run.ToString())
                lines.Add(new(
                    row.GetDateTimeOffset("At") ?? default, row.GetString("Action")!, row.GetString("Subject")!, row.GetString("Proof")!, row.GetString("Scope") ?? ""));
        }

        return lines;
    }

    /// <summary>What the run has counted after the slice; null where it did not come to that.</summary>
    public async Task<RunCounts?> CountsAsync(CancellationToken stop)
    {
        SyncStateStore state = new(tables, clock);
        if (await state.ReadLastRunAsync(tenant, stop) is { } last && last.Id == run.ToString())
            return last.Counts;
        return await state.ReadRunAsync(tenant, stop) is { } open && open.Id == run.ToString() ? open.Counts : null;
    }

    public void Dispose()
    {
        graph.Dispose();
        network.Dispose();
    }

    private static string Ended(bool finished) => finished ? "ended the run" : "left something to the next";
}
