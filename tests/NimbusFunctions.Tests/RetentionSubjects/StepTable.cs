using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.RetentionSubjects;

/// <summary>A table before which every write is counted; at one of them the process dies, with the write done or not.</summary>
internal sealed class StepTable(TableClient store, Steps steps) : TableClient
{
    public override string Name => store.Name;

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        steps.DoAsync(() => store.AddEntityAsync(entity, cancellationToken));

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        steps.DoAsync(() => store.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        steps.DoAsync(() => store.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        steps.DoAsync(() => store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        return steps.DoAsync(() => store.SubmitTransactionAsync(actions, cancellationToken));
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
}
