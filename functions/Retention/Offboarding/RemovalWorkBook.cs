using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// The row <c>removal</c> in a tenant's partition of <c>Receipts</c>, written over what was read alone: of two removals one
/// goes on.
/// </summary>
internal sealed class RemovalWorkBook(StoreTables tables, ReceiptBook receipts)
{
    private const string Key = "removal";

    public async Task<(RemovalWork Work, ETag? ETag)> ReadAsync(string tenant, DateTimeOffset ended, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, Key, null, cancellation);
        if (!row.HasValue)
            return (RemovalWork.New(ended), null);
        var work = Read(row.Value!);
        return (work.Ended == ended ? work : RemovalWork.New(ended), row.Value!.ETag);
    }

    /// <returns>The new tag; null where somebody else has written it meanwhile.</returns>
    public async Task<ETag?> WriteAsync(string tenant, RemovalWork work, ETag? over, CancellationToken cancellation)
    {
        return await tables.Receipts.WriteOverAsync(Write(tenant, work), over, cancellation);
    }

    /// <summary>Writes the receipt, and together with it that it is written.</summary>
    /// <returns>False where somebody else has gone on with the removal meanwhile.</returns>
    public async Task<bool> TellAsync(string tenant, RemovalWork work, ETag over, DateTimeOffset at, CancellationToken cancellation)
    {
        var told = work with { Removed = 0, Page = null, IsTold = true };
        return await receipts.AppendAsync(
            tenant,
            new(ReceiptActions.OffBoarded, "", null, null, work.Removed, work.Removed, 0, at),
            [new(TableTransactionActionType.UpdateReplace, Write(tenant, told), over)],
            cancellation) is not null;
    }

    public Task RemoveAsync(string tenant, CancellationToken cancellation) => tables.Receipts.DeleteInChunksAsync(tenant, [Key], cancellation);

    private static TableEntity Write(string tenant, RemovalWork work) => new(tenant, Key)
    {
        ["Ended"] = work.Ended,
        ["Removed"] = work.Removed,
        ["Place"] = work.Page?.Place,
        ["FirstPartition"] = work.Page?.FirstPartition,
        ["LastPartition"] = work.Page?.LastPartition,
        ["LastRow"] = work.Page?.LastRow,
        ["Rows"] = work.Page?.Rows,
        ["Told"] = work.IsTold,
    };

    private static RemovalWork Read(TableEntity row) => new(
        row.GetDateTimeOffset("Ended") ?? default,
        row.GetInt64("Removed") ?? 0,
        row.GetString("Place") is { } place
            ? new(place, row.Text("FirstPartition"), row.Text("LastPartition"), row.Text("LastRow"), row.GetInt32("Rows") ?? 0)
            : null,
        row.GetBoolean("Told") ?? false);
}
