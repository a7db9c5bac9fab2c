using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Presence;

/// <summary>The table of presence, which notes the transactions that are written.</summary>
internal sealed class CountedTable(TableClient table) : TableBefore(table)
{
    private readonly ConcurrentQueue<IReadOnlyList<TableTransactionAction>> written = new();

    /// <summary>The transactions that were written since this was asked last.</summary>
    public IReadOnlyList<IReadOnlyList<TableTransactionAction>> TakeWritten()
    {
        List<IReadOnlyList<TableTransactionAction>> taken = [];
        while (written.TryDequeue(out var next))
            taken.Add(next);
        return taken;
    }

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        List<TableTransactionAction> actions = [.. transactionActions];
        written.Enqueue(actions);
        return await Store.SubmitTransactionAsync(actions, cancellationToken);
    }
}
