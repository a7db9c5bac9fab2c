using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>
/// A tenant's live tasks in the order of their keys: one walk over its partitions, from behind a place on. The store
/// looks at every row on the way, so a caller who knows the service says so.
/// </summary>
internal sealed class TaskList(StoreTables tables)
{
    /// <summary>The tasks that a query asks for, each with its place. It goes on beyond the query's page.</summary>
    public async IAsyncEnumerable<(ContactTask Task, TaskPlace Place)> ReadAsync(
        string tenant, TaskQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (first, last) in Ranges(tenant, query))
        {
            var (partition, row) = query.After is { } after ? ($"{tenant}|{after.Hash}", after.Row) : ("", "");
            if (string.CompareOrdinal(last, partition) < 0)
                continue;
            await foreach (var found in tables.Tasks.QueryAsync<TableEntity>(Filter(first, last, partition, row, query), cancellationToken: cancellation))
            {
                if (TaskRow.Read(found) is { IsOver: false } task)
                    yield return (task, new(found.PartitionKey[(tenant.Length + 1)..], found.RowKey));
            }
        }
    }

    /// <summary>The partitions to look at, in order: a service's are known, all of a tenant's lie between two keys.</summary>
    private static IEnumerable<(string First, string Last)> Ranges(string tenant, TaskQuery query) => query.Service is { } service
        ? Enum.GetValues<Modality>()
            .Where(modality => (query.Modality ?? modality) == modality)
            .Select(modality => TaskPartition.Of(tenant, service, modality).Key)
            .Order(StringComparer.Ordinal)
            .Select(key => (key, key))
        : [($"{tenant}|", $"{tenant}|g")];

    private static string Filter(string first, string last, string partition, string row, TaskQuery query)
    {
        // Held and other tasks are the last two kinds of rows of a partition.
        var (from, end) = (LaneRows.TaskPrefix, LaneRows.End(LaneRows.HeldPrefix));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {last} and RowKey ge {from} and RowKey lt {end}");
        if (partition.Length > 0)
            filter += " and " + TableClient.CreateQueryFilter(
                $"(PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row}))");
        if (query.State is { } state)
            filter += " and " + TableClient.CreateQueryFilter($"State eq {state.ToString()}");
        if (query.Modality is { } modality)
            filter += " and " + TableClient.CreateQueryFilter($"Modality eq {modality.ToString()}");
        return filter;
    }
}
