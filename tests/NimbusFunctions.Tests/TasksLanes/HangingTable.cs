using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>A table that answers no transaction until it is told to; readings it answers.</summary>
internal sealed class HangingTable(TableClient table) : TableBefore(table)
{
    private readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A transaction is under way.</summary>
    public Task Asked => asked.Task;

    public void Answer() => answers.SetResult();

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        asked.TrySetResult();
        await answers.Task.WaitAsync(cancellationToken);
        return await Store.SubmitTransactionAsync(actions, cancellationToken);
    }
}
