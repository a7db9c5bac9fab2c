using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks;

/// <summary>Reads tasks and slots beside the lanes: what it says may be old by the time it is read.</summary>
internal sealed class TaskReader(StoreTables tables)
{
    /// <summary>The task, or null where there is none or it has ended.</summary>
    public async Task<ContactTask?> FindAsync(string tenant, string taskId, CancellationToken cancellation)
    {
        if (TaskPartition.OfTask(tenant, taskId) is not { } partition)
            return null;
        if (await tables.Tasks.FindRowAsync(partition.Key, TaskRow.Key(taskId), cancellation) is { } row)
            return TaskRow.Read(row) is { IsOver: false } task ? task : null;
        await foreach (var held in ReadAsync(partition, LaneRows.HeldPrefix, cancellation))
        {
            if (held.Id == taskId)
                return held;
        }

        return null;
    }

    public async Task<SlotBook> SlotsAsync(TaskPartition partition, CancellationToken cancellation)
    {
        var row = await tables.Tasks.GetEntityIfExistsAsync<TableEntity>(partition.Key, SlotRow.Key, null, cancellation);
        return row.HasValue ? SlotRow.Read(row.Value!) : SlotBook.Empty;
    }

    /// <summary>The hashes of those of a tenant's partitions in which tasks live or wait, by the rows of their slots alone.</summary>
    public async Task<IReadOnlySet<string>> BusyAsync(string tenant, CancellationToken cancellation)
    {
        var busy = new HashSet<string>(StringComparer.Ordinal);
        var (from, to) = ($"{tenant}|", $"{tenant}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {SlotRow.Key}");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (SlotRow.Read(row) is { InUse: > 0 } or { Held: > 0 })
                busy.Add(TaskPartition.Parse(row.PartitionKey).Hash);
        }

        return busy;
    }

    /// <summary>The live tasks of a service in a modality: those with a slot, then those that wait, oldest first.</summary>
    public async IAsyncEnumerable<ContactTask> LiveAsync(
        TaskPartition partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var task in ReadAsync(partition, LaneRows.TaskPrefix, cancellation))
        {
            if (!task.IsOver)
                yield return task;
        }

        await foreach (var task in ReadAsync(partition, LaneRows.HeldPrefix, cancellation))
            yield return task;
    }

    private async IAsyncEnumerable<ContactTask> ReadAsync(
        TaskPartition partition, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition.Key} and RowKey ge {prefix} and RowKey lt {LaneRows.End(prefix)}");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return TaskRow.Read(row);
    }
}
