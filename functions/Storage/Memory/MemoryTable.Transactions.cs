using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <content>Transactions, and how every write is carried out: all of its rows or none.</content>
internal sealed partial class MemoryTable
{
    private const int ReadsAtOnce = 16;

    // One for all tables of the process: a tag of the table underneath is never one of this table's.
    private static long lastTag;

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var writes = transactionActions.Select(RowWrite.Of).ToList();
        if (writes.Count == 0)
            throw new InvalidOperationException("The transaction has no actions.");
        Throw(Check(writes));
        var (responses, refused) = await ApplyAsync(writes, cancellationToken);
        Throw(refused is { } one ? At(one.Index, one.Why) : null);
        return Response.FromValue(responses, new MemoryResponse(202));
    }

    /// <summary>The rules of "Performing entity group transactions".</summary>
    private static TableTransactionFailedException? Check(List<RowWrite> writes)
    {
        if (writes.Count > Transactions.Limit)
            return At(Transactions.Limit, Refuse("InvalidInput", $"The transaction has {writes.Count} actions; {Transactions.Limit} are allowed."));
        var seen = new HashSet<RowKeys>();
        for (var index = 0; index < writes.Count; index++)
        {
            if (writes[index].Check() is { } refused)
                return At(index, refused);
            if (writes[index].Key.Partition != writes[0].Key.Partition)
                return At(index, Refuse("CommandsInBatchActOnDifferentPartitions", "All actions of a transaction must have one partition key."));
            if (!seen.Add(writes[index].Key))
                return At(index, Refuse("InvalidDuplicateRow", "A row can appear only once in a transaction."));
        }

        return null;
    }

    private async Task<(IReadOnlyList<Response> Responses, (int Index, RequestFailedException Why)? Refused)> ApplyAsync(
        List<RowWrite> writes, CancellationToken cancellation)
    {
        var below = await BelowAsync(writes, cancellation);
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            var results = new IReadOnlyDictionary<string, object>?[writes.Count];
            for (var index = 0; index < writes.Count; index++)
            {
                var key = writes[index].Key;
                (results[index], var refused) = writes[index].Over(rows.Knows(key, out var own) ? own : below.GetValueOrDefault(key));
                if (refused is not null)
                    return ([], (index, refused));
            }

            return ([.. writes.Zip(results, (write, values) => Store(write.Key, values))], null);
        }
    }

    private MemoryResponse Store(RowKeys key, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not null)
        {
            var row = new MemoryRow(values, NewTag(), time.GetUtcNow());
            rows.Put(key, row);
            return new(204, row.ETag);
        }

        if (under is null)
            rows.Forget(key);
        else
            rows.Put(key, null);
        return new(204);
    }

    /// <summary>The rows underneath that the writes depend on and that nobody has written here yet.</summary>
    private async Task<IReadOnlyDictionary<RowKeys, MemoryRow?>> BelowAsync(List<RowWrite> writes, CancellationToken cancellation)
    {
        var found = new Dictionary<RowKeys, MemoryRow?>();
        if (under is null)
            return found;
        var wanted = writes.Where(write => write.NeedsPresent).Select(write => write.Key).Where(key => !Look(key).Known).ToList();
        await Concurrently.ForEachAsync(
            wanted,
            ReadsAtOnce,
            async (key, stop) =>
            {
                var row = await BelowAsync(key, stop);
                lock (found)
                    found[key] = row;
            },
            cancellation);
        return found;
    }

    private async Task<MemoryRow?> BelowAsync(RowKeys key, CancellationToken cancellation)
    {
        if (under is null)
            return null;
        var row = await under.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, null, cancellation);
        return row.HasValue ? MemoryRow.Of(row.Value!) : null;
    }

    private (bool Known, MemoryRow? Row) Look(RowKeys key)
    {
        lock (gate)
            return (rows.Knows(key, out var row), row);
    }

    private static ETag NewTag() => new($"W/\"memory-{Interlocked.Increment(ref lastTag)}\"");

    private static RequestFailedException Refuse(string code, string message) => new(400, message, code, null);

    /// <summary>The position is read back from where the service's answers carry it too.</summary>
    private static TableTransactionFailedException At(int index, RequestFailedException why)
    {
        why.Data["FailedEntity"] = index.ToString(CultureInfo.InvariantCulture);
        return new(why);
    }
}
