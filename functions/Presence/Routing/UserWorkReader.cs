using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Presence.Routing;

/// <summary>
/// Who has a task, and who had one, as it was at most three seconds ago: a user's tasks lie with their services, so it
/// takes a walk over the tenant's live tasks, and that is shared by all who ask.
/// </summary>
internal sealed class UserWorkReader
{
    private readonly BriefMemory<string, UserWork> memory;
    private readonly StoreTables tables;

    public UserWorkReader(StoreTables tables, TaskHistory history, TimeProvider time)
    {
        this.tables = tables;
        memory = new(
            async (tenant, cancellation) => new(
                await BusyAsync(tenant, cancellation), await history.LastEndsAsync(tenant, time.GetUtcNow(), cancellation)),
            time);
    }

    public async ValueTask<UserWork> OfAsync(string tenant, CancellationToken cancellation) =>
        (await memory.FindAsync(tenant, cancellation))!;

    private async Task<IReadOnlySet<string>> BusyAsync(string tenant, CancellationToken cancellation)
    {
        var busy = new HashSet<string>(StringComparer.Ordinal);
        var (first, last) = ($"{tenant}|", $"{tenant}|g");
        var (from, end, nobody) = (LaneRows.TaskPrefix, LaneRows.End(LaneRows.TaskPrefix), "");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey lt {last} and RowKey ge {from} and RowKey lt {end} and User gt {nobody}");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(filter, null, ["User"], cancellation))
        {
            if (row.GetString("User") is { } user)
                busy.Add(user);
        }

        return busy;
    }
}
