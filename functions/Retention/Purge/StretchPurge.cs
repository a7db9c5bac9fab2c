using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Empties a range of rows. What is about to go is written down first, a page at a time, so that after a crash it is known
/// how much is gone; a pass that finds nothing to remove is the proof that nothing is left. Only keys are read, unless a
/// column tells the time or a hold has to be looked for.
/// </summary>
/// <param name="slice">The slice.</param>
/// <param name="tables">The tables.</param>
/// <param name="book">Where purges stand.</param>
/// <param name="removal">Removes rows.</param>
/// <param name="stretch">The rows.</param>
internal sealed class StretchPurge(PurgeSlice slice, StoreTables tables, PurgeBook book, RowRemoval removal, Stretch stretch)
{
    private readonly TableClient table = tables.Open(stretch.Source.Table);
    private PurgeWork work = PurgeWork.None;
    private ETag? tag;

    // Of the batch at hand; stored with the next one.
    private int gone;

    // Whether the pass at hand found anything to remove.
    private bool attempted;

    /// <summary>What was removed and is not in the receipts yet, with the tag of its row; no tag: nothing was.</summary>
    public (PurgeWork Work, ETag? ETag) Work => (work, tag);

    public async Task<StretchEnd> RunAsync(CancellationToken cancellation)
    {
        (work, tag) = await book.ReadWorkAsync(slice.Tenant, stretch.Source, stretch.Day, cancellation);
        if (work.Batch is { } batch && await EndAsync(batch, cancellation) is not PurgeStop.Done and var stop)
            return new(stop);
        while (true)
        {
            attempted = false;
            var end = await PassAsync(cancellation);
            if (end.Stop != PurgeStop.Done)
                return end;
            if (!attempted)
                // The last page is settled by the pass that found nothing more.
                return work.Batch is not null && !await StoreAsync(new(work.Removed + gone, null), cancellation) ? new(PurgeStop.Overtaken) : end;
        }
    }

    /// <summary>Goes through the rows once and removes what may go.</summary>
    private async Task<StretchEnd> PassAsync(CancellationToken cancellation)
    {
        var held = 0L;
        var guards = await slice.Guards.NowAsync(cancellation);
        await foreach (var page in table.QueryAsync<TableEntity>(stretch.Filter, null, Columns(guards), cancellation).AsPages())
        {
            if (await slice.CheckAsync(stretch.Cut, cancellation) is not PurgeStop.Done and var stop)
                return new(stop);
            var now = await slice.Guards.NowAsync(cancellation);
            // A hold that was not there when the page was asked for: it may lack the columns that name whom it is about.
            if (!GuardWatch.HoldTheSame(guards, now))
                return new(PurgeStop.GuardsChanged);
            var over = page.Values.Where(row => Stretch.IsOver(stretch.Source, row, stretch.Cut.Before)).ToList();
            var going = over.FindAll(row => !GuardWatch.Holds(guards, stretch.Source, row));
            held += over.Count - going.Count;
            if (going.Count > 0 && await RemoveAsync(over, going, guards, cancellation) is not PurgeStop.Done and var end)
                return new(end);
            // In the order of time, what follows is younger.
            if (stretch.Source.Layout == Kinds.RowLayout.Range && over.Count < page.Values.Count)
                break;
        }

        return new(PurgeStop.Done, held);
    }

    /// <summary>Removes rows of a page: first it is written down which, and when they are gone, how many were.</summary>
    private async Task<PurgeStop> RemoveAsync(
        List<TableEntity> over, List<TableEntity> going, GuardView guards, CancellationToken cancellation)
    {
        var (first, last) = (going[0].RowKey, going[^1].RowKey);
        var rows = BatchKeys.Of(
            over.Select(row => row.RowKey).Where(key => string.CompareOrdinal(key, first) >= 0 && string.CompareOrdinal(key, last) <= 0));
        // One write for both: the page before is gone, this one is about to go.
        if (!await StoreAsync(new(work.Removed + gone, new(stretch.Partition, first, last, rows, stretch.Cut.Before)), cancellation))
            return PurgeStop.Overtaken;
        (gone, attempted) = (0, true);
        var (stop, removed) = await RemoveAsync(stretch.Partition, going, guards, cancellation);
        gone = stop == PurgeStop.Done ? removed : 0;
        return stop;
    }

    private async Task<(PurgeStop Stop, int Removed)> RemoveAsync(
        string partition, List<TableEntity> going, GuardView guards, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var chunk in going.Chunk(Transactions.Limit))
        {
            if (await slice.CheckAsync(stretch.Cut, cancellation) is not PurgeStop.Done and var stop)
                return (stop, removed);
            if (!GuardWatch.HoldTheSame(guards, await slice.Guards.NowAsync(cancellation)))
                return (PurgeStop.GuardsChanged, removed);
            var count = await removal.RemoveAsync(slice, stretch.Source, partition, chunk, cancellation);
            removed += count;
            slice.Removed += count;
        }

        return (PurgeStop.Done, removed);
    }

    /// <summary>
    /// Ends a batch that somebody began. It is counted when nothing more of it is to go, so that it does not matter whether
    /// that somebody is dead or still at it: whoever removed a row, it was one of the batch.
    /// </summary>
    private async Task<PurgeStop> EndAsync(PurgeBatch batch, CancellationToken cancellation)
    {
        var guards = await slice.Guards.NowAsync(cancellation);
        var left = new List<TableEntity>();
        var filter = Stretch.Between(batch.Partition, batch.First, batch.Last);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, Columns(guards), cancellation))
            left.Add(row);
        // A row that came late stands among them and is none of them: the pass that follows takes and counts it.
        left.RemoveAll(row => !Stretch.IsOver(stretch.Source, row, batch.Before) || !batch.Rows.Has(row.RowKey));
        var going = left.FindAll(row => stretch.Lets(row) && !GuardWatch.Holds(guards, stretch.Source, row));
        var (stop, removed) = await RemoveAsync(batch.Partition, going, guards, cancellation);
        if (stop != PurgeStop.Done)
            return stop;
        var gone = Math.Max(0, batch.Rows.Count - (left.Count - removed));
        return await StoreAsync(new(work.Removed + gone, null), cancellation) ? PurgeStop.Done : PurgeStop.Overtaken;
    }

    private async Task<bool> StoreAsync(PurgeWork next, CancellationToken cancellation)
    {
        if (await book.WriteWorkAsync(slice.Tenant, stretch.Source, stretch.Day, next, tag, cancellation) is not { } written)
            return false;
        (work, tag) = (next, written);
        return true;
    }

    private string[]? Columns(GuardView guards) => guards.Holds ? null : KeysAndTime();

    private string[] KeysAndTime() => ["PartitionKey", "RowKey", .. stretch.Source.TimeColumns];
}
