using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>A table as far away as a real one: others get a word in between two steps of a process.</summary>
internal sealed class SlowTable(TableClient table, TimeSpan away) : TableClient
{
    public override string Name => table.Name;

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        await Task.Delay(away, TimeProvider.System, cancellationToken);
        return await table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        await Task.Delay(away, TimeProvider.System, cancellationToken);
        return await table.UpsertEntityAsync(entity, mode, cancellationToken);
    }

    public override async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        await Task.Delay(away, TimeProvider.System, cancellationToken);
        return await table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);
    }

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        await Task.Delay(away, TimeProvider.System, cancellationToken);
        return await table.SubmitTransactionAsync(actions, cancellationToken);
    }
}
