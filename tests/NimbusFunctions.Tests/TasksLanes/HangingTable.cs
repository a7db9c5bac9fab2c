using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>A table that answers no transaction until it is told to; readings it answers.</summary>
internal sealed class HangingTable(TableClient table) : TableClient
{
    private readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Name => table.Name;

    /// <summary>A transaction is under way.</summary>
    public Task Asked => asked.Task;

    public void Answer() => answers.SetResult();

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        table.UpsertEntityAsync(entity, mode, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        asked.TrySetResult();
        await answers.Task.WaitAsync(cancellationToken);
        return await table.SubmitTransactionAsync(actions, cancellationToken);
    }
}
