using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// Reads the slots and carries out transactions. After an answer that says nothing (a timeout, a broken connection) it
/// goes on until it knows whether the transaction was carried out: the row of slots names the last ones.
/// </summary>
internal sealed class LaneStore(TableClient table, TimeProvider time)
{
    // A transaction that takes effect later than this after its cap was read would stretch "at most 5 s ago".
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitWhileUnknown = TimeSpan.FromMilliseconds(100);

    public TableClient Table => table;

    public async Task<LaneState> ReadAsync(TaskPartition partition, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition.Key, SlotRow.Key, null, cancellation);
        return row.HasValue
            ? new(SlotRow.Read(row.Value!), row.Value!.ETag, asked, SlotRow.ClaimOf(row.Value!))
            : new(SlotBook.Empty, null, asked, Tasks: ImmutableSortedDictionary.Create<string, TableEntity>(StringComparer.Ordinal));
    }

    /// <summary>Marks the slots: every transaction that others have under way fails, and they read whose turn it is.</summary>
    /// <returns>The slots after it.</returns>
    public async Task<LaneState> ClaimAsync(TaskPartition partition, string claim)
    {
        await table.UpdateEntityAsync(SlotRow.WriteClaim(partition, claim), ETag.All, TableUpdateMode.Merge, CancellationToken.None);
        return await ReadAsync(partition, CancellationToken.None);
    }

    /// <param name="partition">The partition.</param>
    /// <param name="actions">The transaction; its last action writes the slots.</param>
    /// <param name="before">What it was decided on.</param>
    /// <param name="after">The slots that it writes.</param>
    /// <returns>The state after it, or why it was not and never will be carried out.</returns>
    public async Task<CommitOutcome> CommitAsync(
        TaskPartition partition, List<TableTransactionAction> actions, LaneState before, SlotBook after)
    {
        while (true)
        {
            var asked = time.GetUtcNow();
            try
            {
                using var longest = new CancellationTokenSource(LongestCommit, time);
                var answer = await table.SubmitTransactionAsync(actions, longest.Token);
                return new CommitOutcome.Stored(new(after, answer.Value[^1].Headers.ETag, asked), IsLast: true);
            }
            catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
            {
                // It may be our own: the client repeats a request whose answer was lost.
                var now = await ReadUntilKnownAsync(partition);
                if (now.Book.Commits.Contains(after.Commits[^1]))
                    return new CommitOutcome.Stored(now, IsLast: now.Book.Commits[^1] == after.Commits[^1]);
                var index = (failure as TableTransactionFailedException)?.FailedTransactionActionIndex;
                return new CommitOutcome.Refused(now, RowInTheWay: index != actions.Count - 1 && now.ETag == before.ETag);
            }
            catch (Exception failure) when (SaysNothing(failure))
            {
                var now = await ReadUntilKnownAsync(partition);
                if (now.Book.Commits.Contains(after.Commits[^1]))
                    return new CommitOutcome.Stored(now, IsLast: now.Book.Commits[^1] == after.Commits[^1]);
                // The slots have moved on: the transaction, wherever it is, can only fail from now on.
                if (now.ETag != before.ETag)
                    return new CommitOutcome.Refused(now, RowInTheWay: false);
            }

            // It may still be under way. The same once more: only one of the two can be taken.
            await Task.Delay(WaitWhileUnknown, time, CancellationToken.None);
        }
    }

    /// <summary>Whether a failure leaves open what was done: no answer, or one of a server in trouble.</summary>
    public static bool SaysNothing(Exception failure) => failure switch
    {
        RequestFailedException request => request.Status is 0 or 408 or 429 or >= 500,
        OperationCanceledException or HttpRequestException or IOException or TimeoutException => true,
        AggregateException many => many.InnerExceptions.All(SaysNothing),
        _ => false,
    };

    private async Task<LaneState> ReadUntilKnownAsync(TaskPartition partition)
    {
        while (true)
        {
            try
            {
                using var longest = new CancellationTokenSource(LongestCommit, time);
                return await ReadAsync(partition, longest.Token);
            }
            catch (Exception failure) when (SaysNothing(failure))
            {
                await Task.Delay(WaitWhileUnknown, time, CancellationToken.None);
            }
        }
    }
}
