extern alias app;
using app::NimbusFunctions.Directory.Graph;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;
using app::NimbusFunctions.Storage;
using app::NimbusFunctions.Storage.Memory;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>Runs the real sync on what was recorded: tables in memory, Graph from the file, the clock of that day.</summary>
internal static class RunReplay
{
    /// <exception cref="InvalidDataException">A recorded row cannot be read.</exception>
    public static async Task<Replayed> RunAsync(Recording recording, CancellationToken stop)
    {
        if (recording.Slices is not [var first, ..] || RunId.Parse(recording.Run.Run) is not { } run)
            throw new InvalidDataException("The recording has no slice, or its run has no id.");
        ReplayClock clock = new(first.Begin.At);
        using RecordedGraph network = new(first.Begin.BaseUrl, clock);
        using GraphClients graph = new(
            new GraphTransport(first.Begin.BaseUrl, () => network, _ => new AnonymousAuthenticationProvider()) { AnswersAreFinal = true },
            clock,
            NullLogger<GraphClients>.Instance);
        StoreTables tables = Memory(clock);
        TenantSync sync = new SyncComposition(graph, clock, NullLoggerFactory.Instance).Over(tables);
        string? astray = null;
        foreach (RecordedSlice slice in recording.Slices)
        {
            clock.MoveTo(slice.Begin.At);
            await FillAsync(tables, slice.Rows, stop);
            network.Begin(slice);
            astray = await RunSliceAsync(sync, recording.Run.Tenant, run, slice, stop);
            if (astray is not null)
                break;
        }

        return new(await DecisionsAsync(tables, recording.Run.Run, stop), await CountsAsync(tables, clock, recording.Run, stop), astray);
    }

    /// <returns>Where it went another way than the recorded slice, or null.</returns>
    private static async Task<string?> RunSliceAsync(TenantSync sync, string tenant, RunId run, RecordedSlice slice, CancellationToken stop)
    {
        try
        {
            SliceEnd end = await sync.RunSliceAsync(new(tenant, run.Sequence, slice.Begin.Slice, run.Begun), stop);
            return slice.End is { } recorded && recorded.Finished != end is SliceEnd.Finished
                ? $"Slice {slice.Begin.Slice} {Ended(recorded.Finished)} when it was recorded, and {Ended(!recorded.Finished)} now."
                : null;
        }
        catch (UnrecordedException unrecorded)
        {
            return unrecorded.Cut ? null : unrecorded.Message;
        }
    }

    private static string Ended(bool finished) => finished ? "ended the run" : "left something to the next";

    private static StoreTables Memory(TimeProvider clock)
    {
        Dictionary<string, TableClient> tables = StoreTables.Names.ToDictionary(
            name => name, name => (TableClient)new MemoryTable(name, time: clock), StringComparer.Ordinal);
        return new(name => tables[name]);
    }

    // Recorded later is nearer to the truth of that day than what an earlier slice of the replay left.
    private static async Task FillAsync(StoreTables tables, IReadOnlyList<RowLine> rows, CancellationToken stop)
    {
        foreach (RowLine row in rows)
        {
            if (!StoreTables.Names.Contains(row.Table))
                throw new InvalidDataException($"The recording has rows of a table {row.Table}, which this version does not have.");
            await tables.Open(row.Table).UpsertEntityAsync(RecordedColumns.Read(row), TableUpdateMode.Replace, stop);
        }
    }

    private static async Task<IReadOnlyList<DecisionLine>> DecisionsAsync(StoreTables tables, string run, CancellationToken stop)
    {
        List<DecisionLine> lines = [];
        await foreach (TableEntity row in tables.Ledger.QueryAsync<TableEntity>(cancellationToken: stop))
        {
            if (row.GetString("Run") == run)
                lines.Add(new(
                    row.GetDateTimeOffset("At") ?? default, row.GetString("Action")!, row.GetString("Subject")!, row.GetString("Proof")!, row.GetString("Scope") ?? ""));
        }

        return lines;
    }

    private static async Task<RunCounts?> CountsAsync(StoreTables tables, TimeProvider clock, RunLine run, CancellationToken stop)
    {
        SyncStateStore state = new(tables, clock);
        if (await state.ReadLastRunAsync(run.Tenant, stop) is { } last && last.Id == run.Run)
            return last.Counts;
        return await state.ReadRunAsync(run.Tenant, stop) is { } open && open.Id == run.Run ? open.Counts : null;
    }
}
