using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.Storage;

/// <summary>A table before another, to which it passes every call on. Whoever derives from it says what else happens.</summary>
internal abstract class TableBefore(TableClient store) : TableClient
{
    public override string Name => store.Name;

    public override string AccountName => store.AccountName;

    public override Uri Uri => store.Uri;

    /// <summary>The table behind.</summary>
    protected TableClient Store => store;

    public override Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) => store.CreateAsync(cancellationToken);

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        store.CreateIfNotExistsAsync(cancellationToken);

    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) => store.DeleteAsync(cancellationToken);

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        ReadAsync(() => store.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken), cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        ReadAsync(() => store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken), cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => store.AddEntityAsync(entity, cancellationToken), cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => store.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken), cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => store.UpsertEntityAsync(entity, mode, cancellationToken), cancellationToken);

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        WriteAsync(
            [new TableEntity(partitionKey, rowKey)],
            () => store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken),
            cancellationToken);

    public override Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TableTransactionAction> actions = [.. transactionActions];
        return WriteAsync(actions.Select(action => action.Entity), () => store.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a single row.</summary>
    protected virtual Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation) => read();

    /// <summary>Writes rows, all or none.</summary>
    protected virtual Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation) => write();
}
