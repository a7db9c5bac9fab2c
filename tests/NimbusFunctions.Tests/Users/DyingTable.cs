using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Users;

/// <summary>A table of a process that may die before any call.</summary>
/// <param name="store">The table.</param>
/// <param name="live">Throws where the process dies.</param>
internal sealed class DyingTable(TableClient store, Action live) : TableClient
{
    public override string Name => store.Name;

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
    {
        live();
        return store.AddEntityAsync(entity, default);
    }

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        live();
        return store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, default);
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        live();
        return store.QueryAsync<T>(filter, maxPerPage, select, default);
    }

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        live();
        return store.UpdateEntityAsync(entity, ifMatch, mode, default);
    }

    public override Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        live();
        return store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, default);
    }

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        live();
        return store.SubmitTransactionAsync(actions, default);
    }
}
