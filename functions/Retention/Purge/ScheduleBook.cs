using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Purge;

/// <summary>The row <c>schedule</c> in a tenant's partition of <c>Receipts</c>.</summary>
internal sealed class ScheduleBook(StoreTables tables)
{
    private const string Key = "schedule";

    /// <summary>Null where the tenant was never purged.</summary>
    public async Task<(PurgeSchedule Schedule, ETag ETag)?> FindAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, Key, null, cancellation);
        return row.HasValue ? (Read(row.Value!), row.Value!.ETag) : null;
    }

    /// <returns>The new tag; null where somebody else has written it meanwhile.</returns>
    public async Task<ETag?> WriteAsync(string tenant, PurgeSchedule schedule, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(tenant, Key)
        {
            ["Sequence"] = schedule.Sequence,
            ["Outstanding"] = schedule.Outstanding,
            ["Begun"] = schedule.Begun,
            ["Completed"] = schedule.Completed,
        };
        return await tables.Receipts.WriteOverAsync(row, over, cancellation);
    }

    private static PurgeSchedule Read(TableEntity row) => new(
        row.GetInt64("Sequence") ?? 0,
        row.GetDateTimeOffset("Outstanding"),
        row.GetDateTimeOffset("Begun") ?? default,
        row.GetDateTimeOffset("Completed") ?? default);
}
