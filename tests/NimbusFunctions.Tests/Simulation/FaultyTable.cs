using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>The shared store as one process reaches it: every request and every page is an operation of it.</summary>
internal sealed class FaultyTable(TableClient store, Actor actor, Action<string, IReadOnlyList<ITableEntity>> written) : TableBefore(store)
{
    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        actor.DoAsync($"creates {Name}", true, () => Store.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync("adds", [entity], () => Store.AddEntityAsync(entity, default), cancellationToken);

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        actor.DoAsync($"reads {Name} {rowKey}", false, () => Store.GetEntityAsync<T>(partitionKey, rowKey, select, default), cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        actor.DoAsync(
            $"reads {Name} {rowKey}", false, () => Store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, default), cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync("updates", [entity], () => Store.UpdateEntityAsync(entity, ifMatch, mode, default), cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync("puts", [entity], () => Store.UpsertEntityAsync(entity, mode, default), cancellationToken);

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        WriteAsync(
            "deletes", [new TableEntity(partitionKey, rowKey)], () => Store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, default), cancellationToken);

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        return WriteAsync(
            "writes", [.. actions.Select(action => action.Entity)], () => Store.SubmitTransactionAsync(actions, default), cancellationToken);
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new FaultyPageable<T>(Store.QueryAsync<T>(filter, maxPerPage, select, default), actor, Name, cancellationToken);

    private Task<T> WriteAsync<T>(string verb, IReadOnlyList<ITableEntity> rows, Func<Task<T>> work, CancellationToken cancellation) =>
        actor.DoAsync(
            $"{verb} {Name} {string.Join(' ', rows.Select(row => row.RowKey))}",
            true,
            async () =>
            {
                var answer = await work();
                written(Name, rows);
                return answer;
            },
            cancellation);
}
