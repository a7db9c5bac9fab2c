using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>
/// The receipts of the tenants. A line and the head's next state are written over the head that was read, so that two
/// writers never fork a chain.
/// </summary>
internal sealed class ReceiptBook(StoreTables tables)
{
    /// <summary>Adds a line, together with other writes to the tenant's partition.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="note">What it says.</param>
    /// <param name="alongWith">What is stored in the same transaction; none of it where a row there was changed meanwhile.</param>
    /// <param name="cancellation">Ends the attempt; whether the line is stored is then unknown.</param>
    /// <returns>The line; null where a row of <paramref name="alongWith"/> was changed meanwhile: nothing is stored.</returns>
    public async Task<ReceiptLine?> AppendAsync(
        string tenant, ReceiptNote note, IReadOnlyCollection<TableTransactionAction> alongWith, CancellationToken cancellation)
    {
        while (true)
        {
            var (head, etag) = await ReadHeadAsync(tenant, cancellation);
            var line = ReceiptLine.After(tenant, head.Last + 1, head.Hash, note);
            var next = ReceiptRows.Write(tenant, head with { Last = line.Number, Hash = line.Hash });
            try
            {
                await tables.Receipts.SubmitTransactionAsync(
                    [
                        Over(next, etag),
                        new(TableTransactionActionType.Add, ReceiptRows.Write(tenant, line)),
                        .. alongWith,
                    ],
                    cancellation);
                return line;
            }
            catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
            {
                if ((await ReadHeadAsync(tenant, cancellation)).ETag == etag)
                    return null;
            }
        }
    }

    /// <summary>Notes that the lines up to one are dropped: they may be removed afterwards.</summary>
    public async Task DropAsync(string tenant, ReceiptLine last, CancellationToken cancellation)
    {
        while (true)
        {
            var (head, etag) = await ReadHeadAsync(tenant, cancellation);
            if (head.Dropped >= last.Number)
                return;
            try
            {
                await tables.Receipts.SubmitTransactionAsync(
                    [Over(ReceiptRows.Write(tenant, head with { Dropped = last.Number, DroppedHash = last.Hash }), etag)], cancellation);
                return;
            }
            catch (TableTransactionFailedException failure) when (RowConflict.Is(failure))
            {
                // Somebody added a line meanwhile.
            }
        }
    }

    public async Task<ReceiptLine?> FindAsync(string tenant, string rowKey, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, rowKey, null, cancellation);
        return row.HasValue ? ReceiptRows.ReadLine(row.Value!) : null;
    }

    /// <summary>Lines in order, from behind a number on.</summary>
    public async IAsyncEnumerable<ReceiptLine> ReadAsync(string tenant, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant} and RowKey gt {ReceiptRows.KeyOf(after)} and RowKey lt {ReceiptRows.LineEnd}");
        await foreach (var row in tables.Receipts.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return ReceiptRows.ReadLine(row);
    }

    /// <summary>The first thing that is wrong with a tenant's chain; null: nothing is.</summary>
    public async Task<string?> VerifyAsync(string tenant, CancellationToken cancellation)
    {
        while (true)
        {
            var (head, etag) = await ReadHeadAsync(tenant, cancellation);
            var lines = new List<ReceiptLine>();
            await foreach (var line in ReadAsync(tenant, 0, cancellation))
                lines.Add(line);
            // Lines that came between are no fault.
            if ((await ReadHeadAsync(tenant, cancellation)).ETag == etag)
                return ReceiptChain.Fault(tenant, head, lines);
        }
    }

    private async Task<(ReceiptHead Head, ETag? ETag)> ReadHeadAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, ReceiptRows.Head, null, cancellation);
        return row.HasValue ? (ReceiptRows.ReadHead(row.Value!), row.Value!.ETag) : (ReceiptHead.New, null);
    }

    private static TableTransactionAction Over(TableEntity row, ETag? etag) => etag is { } known
        ? new(TableTransactionActionType.UpdateReplace, row, known)
        : new(TableTransactionActionType.Add, row);
}
