using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// A table that tells a recording of each row that is read, before any write to it. Rows are read with all their
/// columns, whatever the reader wants of them: a replay starts from the whole row.
/// </summary>
internal sealed class RecordingTable(TableClient inner, string name, RunRecording recording) : TableClient
{
    public override string Name => name;

    public override string AccountName => inner.AccountName;

    public override Uri Uri => inner.Uri;

    public override Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) => inner.CreateAsync(cancellationToken);

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        inner.CreateIfNotExistsAsync(cancellationToken);

    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) => inner.DeleteAsync(cancellationToken);

    public override async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var row = await inner.GetEntityAsync<T>(partitionKey, rowKey, null, cancellationToken);
        await ReadAsync([row.Value], cancellationToken);
        return row;
    }

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var row = await inner.GetEntityIfExistsAsync<T>(partitionKey, rowKey, null, cancellationToken);
        if (row.HasValue)
            await ReadAsync([row.Value!], cancellationToken);
        return row;
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new RecordedPages<T>(
            inner.QueryAsync<T>(filter, maxPerPage, null, cancellationToken), rows => ReadAsync(rows, cancellationToken), cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => inner.AddEntityAsync(entity, cancellationToken), cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => inner.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken), cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync([entity], () => inner.UpsertEntityAsync(entity, mode, cancellationToken), cancellationToken);

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        WriteAsync(
            [new TableEntity(partitionKey, rowKey)],
            () => inner.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken),
            cancellationToken);

    public override Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TableTransactionAction> actions = [.. transactionActions];
        return WriteAsync(
            actions.Select(action => action.Entity), () => inner.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
    }

    // A write that was refused made nothing the slice's own: the row that was in its way is read next.
    private async Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation)
    {
        await recording.BeforeWriteAsync(name, cancellation);
        var answer = await write();
        await recording.WroteAsync(name, rows, cancellation);
        return answer;
    }

    private Task ReadAsync<T>(IEnumerable<T> rows, CancellationToken cancellation) =>
        recording.ReadAsync(name, rows.OfType<TableEntity>(), cancellation);
}
