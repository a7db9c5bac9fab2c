using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// Goes through all places of a tenant that has ended and removes their rows, a page at a time. A row goes in the version that
/// was read before the tenant was last seen ended: whatever is written after it was registered again is another version, and
/// no removal that is late or hangs can take it.
/// </summary>
/// <param name="slice">The slice.</param>
/// <param name="tenant">The tenant as it ended.</param>
/// <param name="tables">The tables.</param>
/// <param name="tenants">Tells whether it still is the same.</param>
/// <param name="book">Where the removal stands.</param>
internal sealed class TenantRowsRemoval(PurgeSlice slice, Tenant tenant, StoreTables tables, TenantStore tenants, RemovalWorkBook book)
{
    private RemovalWork work = RemovalWork.New(tenant.Ended!.Value);
    private ETag? tag;

    // Of the page at hand; stored with the next one.
    private int gone;

    public RemovalWork Work => work;

    public ETag? ETag => tag;

    /// <summary>Whether the last pass found anything: then it is no proof that nothing is left.</summary>
    public bool FoundAny { get; private set; }

    /// <summary>Reads where the removal stands, and ends the page that somebody began.</summary>
    public async Task<PurgeStop> OpenAsync(CancellationToken cancellation)
    {
        (work, tag) = await book.ReadAsync(tenant.Id, work.Ended, cancellation);
        gone = 0;
        return work.Page is { } page ? await EndAsync(page, cancellation) : PurgeStop.Done;
    }

    /// <summary>Removes what it finds; a pass that finds nothing is the proof.</summary>
    public async Task<PurgeStop> PassAsync(CancellationToken cancellation)
    {
        FoundAny = false;
        foreach (var place in TenantPlaces.Of(tenant.Id))
        {
            var pages = tables.Open(place.Table).QueryAsync<TableEntity>(place.Filter, null, place.Columns, cancellation).AsPages();
            await foreach (var page in pages)
            {
                if (await CheckAsync(cancellation) is not PurgeStop.Done and var stop)
                    return stop;
                var rows = page.Values.Where(place.Has).ToList();
                if (rows.Count > 0 && await RemoveAsync(place, rows, cancellation) is not PurgeStop.Done and var end)
                    return end;
            }
        }

        // The last page is settled by the pass that found nothing more.
        return FoundAny || work.Page is null ? PurgeStop.Done : await StoreAsync(null, cancellation);
    }

    private async Task<PurgeStop> RemoveAsync(TenantPlace place, List<TableEntity> rows, CancellationToken cancellation)
    {
        FoundAny = true;
        // One write for both: the page before is gone, this one is about to go.
        var page = new RemovalPage(place.Name, rows[0].PartitionKey, rows[^1].PartitionKey, rows[^1].RowKey, rows.Count);
        if (await StoreAsync(page, cancellation) is not PurgeStop.Done and var stop)
            return stop;
        var (end, removed) = await DeleteAsync(place, rows, cancellation);
        gone = end == PurgeStop.Done ? removed : 0;
        return end;
    }

    /// <summary>
    /// Ends a page that somebody began: it is counted when nothing more of it is to go, so that it does not matter whether that
    /// somebody is dead or still at it.
    /// </summary>
    private async Task<PurgeStop> EndAsync(RemovalPage page, CancellationToken cancellation)
    {
        var place = TenantPlaces.Of(tenant.Id).FirstOrDefault(known => known.Name == page.Place)
            ?? throw new InvalidDataException($"There is no place {page.Place} where tenants have rows.");
        var left = new List<TableEntity>();
        var range = TableClient.CreateQueryFilter($"PartitionKey ge {page.FirstPartition} and PartitionKey le {page.LastPartition}");
        var filter = place.Filter is { } all ? $"{all} and {range}" : range;
        await foreach (var row in tables.Open(place.Table).QueryAsync<TableEntity>(filter, null, place.Columns, cancellation))
        {
            if (row.PartitionKey == page.LastPartition && string.CompareOrdinal(row.RowKey, page.LastRow) > 0)
                break;
            if (place.Has(row))
                left.Add(row);
        }

        if (await CheckAsync(cancellation) is not PurgeStop.Done and var stop)
            return stop;
        var (end, removed) = await DeleteAsync(place, left, cancellation);
        if (end != PurgeStop.Done)
            return end;
        gone = Math.Max(0, page.Rows - (left.Count - removed));
        return await StoreAsync(null, cancellation);
    }

    private async Task<(PurgeStop Stop, int Removed)> DeleteAsync(TenantPlace place, List<TableEntity> rows, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var chunk in rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(Transactions.Limit)))
        {
            if (await CheckGuardsAsync(cancellation) is not PurgeStop.Done and var stop)
                return (stop, removed);
            await slice.Pace.RunAsync(async () => removed += await DeleteAsync(tables.Open(place.Table), chunk, cancellation), cancellation);
        }

        slice.Removed += removed;
        return (PurgeStop.Done, removed);
    }

    /// <returns>How many of them are gone, by whoever's hand; one that was written meanwhile stays, and the next pass looks at it.</returns>
    private static async Task<int> DeleteAsync(TableClient table, TableEntity[] rows, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag)),
                cancellation);
            return rows.Length;
        }
        catch (TableTransactionFailedException failure) when (failure.Status is 404 or 412)
        {
            var removed = 0;
            foreach (var row in rows)
                removed += await DeleteAsync(table, row, cancellation) ? 1 : 0;
            return removed;
        }
    }

    private static async Task<bool> DeleteAsync(TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status == 412)
        {
            return false;
        }
    }

    /// <summary>What was read before this may go: the tenant has not come back, and nothing stands before its data.</summary>
    private async Task<PurgeStop> CheckAsync(CancellationToken cancellation)
    {
        if (await tenants.FindStoredAsync(tenant.Id, cancellation) is not { Tenant: var now } || now.Ended != tenant.Ended)
            return PurgeStop.GuardsChanged;
        return await CheckGuardsAsync(cancellation);
    }

    private async Task<PurgeStop> CheckGuardsAsync(CancellationToken cancellation)
    {
        if (slice.IsOver)
            return PurgeStop.TimeOver;
        return await slice.Guards.NowAsync(cancellation) is { IsPaused: false, Holds: false } ? PurgeStop.Done : PurgeStop.GuardsChanged;
    }

    private async Task<PurgeStop> StoreAsync(RemovalPage? page, CancellationToken cancellation)
    {
        // Something came after the receipt was written: it gets one of its own.
        var next = work with { Removed = work.Removed + gone, Page = page, IsTold = work.IsTold && page is null && gone == 0 };
        if (await book.WriteAsync(tenant.Id, next, tag, cancellation) is not { } written)
            return PurgeStop.Overtaken;
        (work, tag, gone) = (next, written, 0);
        return PurgeStop.Done;
    }
}
