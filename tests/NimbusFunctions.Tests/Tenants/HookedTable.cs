using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>A table before whose transactions something happens.</summary>
internal sealed class HookedTable(TableClient store, Func<Task> before) : TableClient
{
    public override string Name => store.Name;

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        store.AddEntityAsync(entity, cancellationToken);

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        store.UpsertEntityAsync(entity, mode, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        store.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        await before();
        return await store.SubmitTransactionAsync(transactionActions, cancellationToken);
    }
}
