using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Guards;

/// <summary>
/// Counts the rows that stay by the days in force, and will be over when the lowered ones come into force. It gives up after
/// <see cref="MostRows"/> rows or <see cref="Longest"/>. Rows under a legal hold are counted too.
/// </summary>
internal sealed class RowsAtStake(StoreTables tables, TimeProvider time)
{
    public const int MostRows = 100_000;

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="tenant">The tenant.</param>
    /// <param name="held">The lowerings.</param>
    /// <param name="cancellation">Ends the counting.</param>
    /// <param name="most">After how many rows to give up.</param>
    public async Task<RowCount> CountAsync(
        string tenant, IReadOnlyCollection<HeldLowering> held, CancellationToken cancellation, int most = MostRows)
    {
        var (now, begun, counted) = (time.GetUtcNow(), time.GetTimestamp(), 0L);
        var days = new Dictionary<(DataKind Kind, DateOnly Day), long>();
        foreach (var (lowering, source) in held.SelectMany(lowering => RowSources.All
            .Where(source => source.Kind == lowering.Kind).Select(source => (lowering, source))))
        {
            var from = now - TimeSpan.FromDays(Math.Min(lowering.InForce, source.MostDays));
            var to = lowering.Until - TimeSpan.FromDays(Math.Min(lowering.Lowered, source.MostDays));
            if (to <= from)
                continue;
            await foreach (var page in PagesAsync(tenant, source, from, to, cancellation))
            {
                foreach (var at in page.Select(row => TimeOf(source, row)).OfType<DateTimeOffset>().Where(at => at >= from && at < to))
                {
                    if (counted == most)
                        return Answer(isComplete: false);
                    counted++;
                    var key = (source.Kind, DateOnly.FromDateTime(at.UtcDateTime));
                    days[key] = days.GetValueOrDefault(key) + 1;
                }

                if (time.GetElapsedTime(begun) >= Longest)
                    return Answer(isComplete: false);
            }
        }

        return Answer(isComplete: true);

        RowCount Answer(bool isComplete) => new(
            [.. days.Select(day => new DayCount(day.Key.Kind, day.Key.Day, day.Value)).OrderBy(day => day.Kind).ThenBy(day => day.Day)], isComplete);
    }

    private async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        string tenant, RowSource source, DateTimeOffset from, DateTimeOffset to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string[] columns = ["PartitionKey", "RowKey", .. source.TimeColumns];
        await foreach (var page in tables.Open(source.Table)
            .QueryAsync<TableEntity>(Filter(tenant, source, from, to), null, columns, cancellation).AsPages())
            yield return page.Values;
    }

    private static string Filter(string tenant, RowSource source, DateTimeOffset from, DateTimeOffset to)
    {
        var prefix = source.PartitionPrefix(tenant);
        return source.Layout switch
        {
            RowLayout.Days => TableClient.CreateQueryFilter(
                $"PartitionKey ge {prefix + Text(from, DayFormat)} and PartitionKey le {prefix + Text(to, DayFormat)}"),
            RowLayout.Range or RowLayout.Scattered => TableClient.CreateQueryFilter(
                $"PartitionKey eq {tenant} and RowKey ge {source.RowPrefix} and RowKey lt {source.RowPrefix[..^1] + "}"}"),
            RowLayout.Found => TableClient.CreateQueryFilter(
                $"PartitionKey gt {prefix} and PartitionKey lt {tenant + "}"} and RowKey ge {Text(from, TimeFormat)} and RowKey lt {Text(to, TimeFormat)}"),
            _ => TableClient.CreateQueryFilter($"PartitionKey gt {prefix} and PartitionKey lt {tenant + "}"}"),
        };
    }

    /// <summary>A row's own time to the second; null: it has none that could be over.</summary>
    private static DateTimeOffset? TimeOf(RowSource source, TableEntity row)
    {
        if (source.TimeOf is { } of)
            return of(row);
        var text = source.Layout == RowLayout.Days ? row.PartitionKey[^DayFormat.Length..] + Start(row.RowKey, 6) : Start(row.RowKey, TimeFormat.Length);
        return DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    private const string DayFormat = "yyyyMMdd";
    private const string TimeFormat = "yyyyMMddHHmmss";

    private static string Start(string text, int length) => text.Length < length ? text : text[..length];

    private static string Text(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
