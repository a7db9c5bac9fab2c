using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Bench.Presence;

/// <summary>The table of presence, which notes the transactions that are written.</summary>
internal sealed class CountedTable(TableClient table) : TableClient
{
    private readonly ConcurrentQueue<IReadOnlyList<TableTransactionAction>> written = new();

    public override string Name => table.Name;

    /// <summary>The transactions that were written since this was asked last.</summary>
    public IReadOnlyList<IReadOnlyList<TableTransactionAction>> TakeWritten()
    {
        List<IReadOnlyList<TableTransactionAction>> taken = [];
        while (written.TryDequeue(out var next))
            taken.Add(next);
        return taken;
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        table.AddEntityAsync(entity, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        List<TableTransactionAction> actions = [.. transactionActions];
        written.Enqueue(actions);
        return await table.SubmitTransactionAsync(actions, cancellationToken);
    }
}
