using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Bench.Admission;

/// <summary>
/// Plays a run's transactions and sends again, in the same grouping, with nothing decided: what the store and the broker
/// themselves take.
/// </summary>
internal sealed class BareTransactions(StoreTables tables, QueueSender queues, string tenant)
{
    /// <returns>Seconds.</returns>
    public async Task<double> ReplayAsync(IReadOnlyList<Traffic> run, CancellationToken stop)
    {
        // Each partition has one writer, as each lane is one; what followed a transaction follows it here.
        string? last = null;
        Dictionary<string, List<Traffic>> lanes = new(StringComparer.Ordinal);
        foreach (var traffic in run)
        {
            if (traffic.Table == "Tasks")
                last = traffic.Actions[^1].Entity.PartitionKey;
            if (last is null)
                continue;
            if (!lanes.TryGetValue(last, out var lane))
                lanes[last] = lane = [];
            lane.Add(traffic);
        }

        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(lanes.Values.Select(lane => Task.Run(() => WriteAsync(lane, stop), stop)));
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task WriteAsync(List<Traffic> lane, CancellationToken stop)
    {
        List<Task> following = [];
        ETag? slots = null;
        HashSet<string> there = new(StringComparer.Ordinal);
        foreach (var traffic in lane)
        {
            if (traffic.Table is null)
                following.Add(queues.SendAsync(Dispatch.Queue, [.. traffic.Messages], stop));
            else if (traffic.Table != "Tasks")
                following.Add(tables.Open(traffic.Table).SubmitTransactionAsync(traffic.Actions.Select(Elsewhere), stop));
            else
                slots = await SubmitAsync(traffic.Actions, slots, there, stop);
        }

        await Task.WhenAll(following);
    }

    private async Task<ETag?> SubmitAsync(IReadOnlyList<TableTransactionAction> actions, ETag? slots, HashSet<string> there, CancellationToken stop)
    {
        List<TableTransactionAction> written = [];
        foreach (var action in actions.SkipLast(1))
        {
            // What was there before the run began is not there now.
            if (action.ActionType == TableTransactionActionType.Add || there.Contains(action.Entity.RowKey))
                written.Add(Elsewhere(action));
            if (action.ActionType == TableTransactionActionType.Add)
                there.Add(action.Entity.RowKey);
            else if (action.ActionType == TableTransactionActionType.Delete)
                there.Remove(action.Entity.RowKey);
        }

        var row = (TableEntity)Elsewhere(actions[^1]).Entity;
        written.Add(slots is { } etag ? new(TableTransactionActionType.UpdateReplace, row, etag) : new(TableTransactionActionType.UpsertReplace, row));
        return (await tables.Tasks.SubmitTransactionAsync(written, stop)).Value[^1].Headers.ETag;
    }

    private TableTransactionAction Elsewhere(TableTransactionAction action)
    {
        var key = action.Entity.PartitionKey;
        var row = action.Entity is TableEntity entity ? new(entity) : new TableEntity(key, action.Entity.RowKey);
        row.PartitionKey = tenant + key[key.IndexOf('|', StringComparison.Ordinal)..];
        row.RowKey = action.Entity.RowKey;
        return new(action.ActionType, row, action.ETag);
    }
}
