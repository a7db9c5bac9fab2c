using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Purge;

/// <summary>Removes rows, at most 100 of one partition at a time.</summary>
internal sealed class RowRemoval(StoreTables tables, TombstoneRemoval tombstones, ReceiptBook receipts)
{
    /// <returns>How many of them are gone, by whoever's hand; a user who came back meanwhile stays.</returns>
    public async Task<int> RemoveAsync(
        PurgeSlice slice, RowSource source, string partition, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        if (source == RowSources.Tombstones)
            return await tombstones.RemoveAsync(slice, rows, cancellation);
        // The chain has to know where it goes on before its beginning is gone.
        if (source == RowSources.Receipts && await receipts.FindAsync(slice.Tenant, rows[^1].RowKey, cancellation) is { } last)
            await receipts.DropAsync(slice.Tenant, last, cancellation);
        await slice.Pace.RunAsync(() => DeleteAsync(tables.Open(source.Table), partition, rows, cancellation), cancellation);
        return rows.Count;
    }

    private static async Task DeleteAsync(TableClient table, string partition, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All)),
                cancellation);
        }
        catch (TableTransactionFailedException failure) when (failure.Status == 404)
        {
            // Some are gone already: another purge, or this one before its answer was lost.
            foreach (var row in rows)
                await table.DeleteEntityAsync(partition, row.RowKey, ETag.All, cancellation);
        }
    }
}
