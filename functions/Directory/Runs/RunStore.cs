using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// The table <c>Runs</c>: what each run came to. Partition <c>{tenant}|{yyyyMMdd}</c> of the day it was queued, so that
/// retention takes whole days; row key <c>{HHmmss}|{sequence}</c>.
/// </summary>
internal sealed class RunStore(StoreTables tables)
{
    public Task WriteAsync(string tenant, RunId run, RunReport report, CancellationToken cancellation) =>
        tables.Runs.UpsertEntityAsync(
            new TableEntity(RunId.Partition(tenant, run.Begun), run.RowKey)
            {
                ["Json"] = JsonSerializer.Serialize(report, NimbusJson.Default.RunReport),
            },
            TableUpdateMode.Replace,
            cancellation);

    public async Task<RunReport?> FindAsync(string tenant, RunId run, CancellationToken cancellation)
    {
        var row = await tables.Runs.GetEntityIfExistsAsync<TableEntity>(
            RunId.Partition(tenant, run.Begun), run.RowKey, null, cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The runs queued on a day, the newest first: a few hundred at most.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="day">Any time of the day, in UTC.</param>
    /// <param name="before">Only runs that sort before this row key; null: all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<RunReport>> ReadDayAsync(
        string tenant, DateTimeOffset day, string? before, CancellationToken cancellation)
    {
        var runs = new List<RunReport>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RunId.Partition(tenant, day)} and RowKey lt {before ?? "}"}");
        await foreach (var row in tables.Runs.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            runs.Add(Read(row));
        runs.Reverse();
        return runs;
    }

    private static RunReport Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.RunReport)
        ?? throw new InvalidDataException("A row of Runs holds no run.");
}
