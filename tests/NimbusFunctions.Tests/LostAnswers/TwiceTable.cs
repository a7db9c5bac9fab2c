using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.LostAnswers;

/// <summary>A table to which the answer of one write is lost: the client's own repetition does it again (<see cref="StoreFault.DoneTwice"/>).</summary>
internal sealed class TwiceTable(TableClient store, Repetition repetition) : TableClient
{
    public override string Name => store.Name;

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) => store.CreateIfNotExistsAsync(cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        repetition.DoAsync(Name, () => store.AddEntityAsync(entity, cancellationToken));

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        repetition.DoAsync(Name, () => store.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        repetition.DoAsync(Name, () => store.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        repetition.DoAsync(Name, () => store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        return repetition.DoAsync(Name, () => store.SubmitTransactionAsync(actions, cancellationToken));
    }
}
