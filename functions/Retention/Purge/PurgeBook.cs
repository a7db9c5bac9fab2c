using System.Globalization;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Where purges stand, beside a tenant's receipts: <c>schedule</c>, <c>cursor|{source}</c> and
/// <c>work|{source}|{day}</c>. A piece of work is written over what was read alone: of two purges one goes on.
/// </summary>
internal sealed class PurgeBook(StoreTables tables, ReceiptBook receipts)
{
    private const string Day = "yyyyMMdd";

    public async Task<PurgeCursor> ReadCursorAsync(string tenant, RowSource source, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, CursorKey(source), null, cancellation);
        return row.HasValue ? new(DayOf(row.Value!.GetString("NextDay")), row.Value!.GetDateTimeOffset("Looked")) : PurgeCursor.New;
    }

    /// <summary>Of two purges that write it each has verified what it writes: either is true.</summary>
    public Task WriteCursorAsync(string tenant, RowSource source, PurgeCursor cursor, CancellationToken cancellation) =>
        tables.Receipts.UpsertEntityAsync(
            new TableEntity(tenant, CursorKey(source)) { ["NextDay"] = Text(cursor.NextDay), ["Looked"] = cursor.Looked },
            TableUpdateMode.Replace,
            cancellation);

    public async Task<(PurgeWork Work, ETag? ETag)> ReadWorkAsync(string tenant, RowSource source, DateOnly? day, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, WorkKey(source, day), null, cancellation);
        return row.HasValue ? (Read(row.Value!), row.Value!.ETag) : (PurgeWork.None, null);
    }

    /// <summary>The days before one of which something was removed that is not in the receipts yet.</summary>
    public async Task<IReadOnlyList<DateOnly>> ReadDaysAtWorkAsync(
        string tenant, RowSource source, DateOnly end, CancellationToken cancellation)
    {
        var days = new List<DateOnly>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant} and RowKey ge {WorkKey(source, DateOnly.MinValue)} and RowKey lt {WorkKey(source, end)}");
        await foreach (var row in tables.Receipts.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            days.Add(DayOf(row.RowKey[^Day.Length..])!.Value);
        return days;
    }

    /// <returns>The new tag; null where somebody else has written it meanwhile.</returns>
    public async Task<ETag?> WriteWorkAsync(
        string tenant, RowSource source, DateOnly? day, PurgeWork work, ETag? over, CancellationToken cancellation)
    {
        var row = Write(tenant, WorkKey(source, day), work);
        return await tables.Receipts.WriteOverAsync(row, over, cancellation);
    }

    /// <summary>Ends a piece of work with its receipt.</summary>
    /// <returns>False where somebody else has ended it or gone on with it.</returns>
    public async Task<bool> FinishAsync(
        string tenant, RowSource source, DateOnly? day, ETag? over, ReceiptNote note, CancellationToken cancellation)
    {
        // Without a piece of work a receipt tells what stays; it has a row too, so that it is written once.
        over ??= await WriteWorkAsync(tenant, source, day, PurgeWork.None, null, cancellation);
        return over is { } tag && await receipts.AppendAsync(
            tenant,
            note,
            [new(TableTransactionActionType.Delete, new TableEntity(tenant, WorkKey(source, day)), tag)],
            cancellation) is not null;
    }

    private static string CursorKey(RowSource source) => $"cursor|{source.Name}";

    private static string WorkKey(RowSource source, DateOnly? day) => $"work|{source.Name}|{Text(day) ?? "all"}";

    private static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? text) => text is null ? null : DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);

    private static TableEntity Write(string tenant, string key, PurgeWork work) => new(tenant, key)
    {
        ["Removed"] = work.Removed,
        ["Partition"] = work.Batch?.Partition,
        ["First"] = work.Batch?.First,
        ["Last"] = work.Batch?.Last,
        ["Rows"] = work.Batch?.Rows.Write(),
        ["Before"] = work.Batch?.Before,
    };

    private static PurgeWork Read(TableEntity row) => new(
        row.GetInt64("Removed") ?? 0,
        row.GetString("Partition") is { } partition
            ? new(partition, row.Text("First"), row.Text("Last"), BatchKeys.Read(row.GetBinary("Rows")), row.GetDateTimeOffset("Before") ?? default)
            : null);
}
