using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>A table before which calls are counted: before one of them others have their turn, or at it the process dies.</summary>
internal sealed class TurnTable(TableClient store, Turn turn) : TableClient
{
    public override string Name => store.Name;

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync();
        return await store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        // Nothing in memory waits.
        turn.TakeAsync().GetAwaiter().GetResult();
        return store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
    }

    public override async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync();
        return await store.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken);
    }

    public override async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync();
        return await store.UpsertEntityAsync(entity, mode, cancellationToken);
    }

    public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync();
        return await store.AddEntityAsync(entity, cancellationToken);
    }

    public override async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync();
        return await store.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);
    }

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        await turn.TakeAsync();
        return await store.SubmitTransactionAsync(actions, cancellationToken);
    }
}

/// <summary>What happens before a call.</summary>
/// <param name="At">Before which, from 1.</param>
/// <param name="Others">What happens then, once; it may throw, and nothing is called any more.</param>
internal sealed class Turn(int At, Func<Task> Others)
{
    public int Calls { get; private set; }

    public async Task TakeAsync()
    {
        if (++Calls == At)
            await Others();
    }
}
