using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Purges a source of a tenant. Days are walked from the last verified one on; twice a day it is looked whether anything
/// older is there, so that a row that came after its day was verified, or that a hold kept, does not stay.
/// </summary>
internal sealed class SourcePurge(StoreTables tables, PurgeBook book, RowRemoval removal)
{
    private const string DayFormat = "yyyyMMdd";

    /// <summary>How often it is looked for anything older: what comes late, or out of a hold, waits no longer.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(12);

    /// <summary>How often rows are looked at that do not lie by days: with the margin well within the 24 hours.</summary>
    public static readonly TimeSpan BetweenRanges = TimeSpan.FromHours(6);

    // The timer is not exact.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(10);

    public async Task<PurgeStop> RunAsync(PurgeSlice slice, KindCut cut, CancellationToken cancellation)
    {
        var cursor = await book.ReadCursorAsync(slice.Tenant, cut.Source, cancellation);
        return cut.Source.Layout == RowLayout.Days
            ? await DaysAsync(slice, cut, cursor, cancellation)
            : await RangesAsync(slice, cut, cursor, cancellation);
    }

    private async Task<PurgeStop> DaysAsync(PurgeSlice slice, KindCut cut, PurgeCursor cursor, CancellationToken cancellation)
    {
        // After the days were raised, what was verified may be inside them again.
        var next = cursor.NextDay ?? cut.Day;
        var stored = cursor;
        if (IsDue(slice, cursor, BetweenLooks))
        {
            if (await OlderAsync(slice, cut, next < cut.Day ? next : cut.Day, cancellation) is not PurgeStop.Done and var stop)
                return stop;
            cursor = cursor with { Looked = slice.Planned };
        }

        for (; next < cut.Day; next = next.AddDays(1))
        {
            if (await DayAsync(slice, cut, next, isFirst: true, cancellation) is not PurgeStop.Done and var stop)
            {
                await StoreAsync(cursor with { NextDay = next });
                return stop;
            }
        }

        await StoreAsync(cursor with { NextDay = next });
        // The day that is cut: its receipt follows when it is over wholly. After the days were raised it may have been verified before.
        return (await Purge(slice, OfDay(slice.Tenant, cut, cut.Day)).RunAsync(cancellation)).Stop;

        async Task StoreAsync(PurgeCursor reached)
        {
            if (reached != stored)
                await book.WriteCursorAsync(slice.Tenant, cut.Source, reached, cancellation);
        }
    }

    /// <summary>Looks for partitions of days before one, and purges them.</summary>
    private async Task<PurgeStop> OlderAsync(PurgeSlice slice, KindCut cut, DateOnly end, CancellationToken cancellation)
    {
        // Removed, and its receipt not written yet.
        foreach (var day in await book.ReadDaysAtWorkAsync(slice.Tenant, cut.Source, end, cancellation))
        {
            if (await DayAsync(slice, cut, day, isFirst: false, cancellation) is not PurgeStop.Done and var stop)
                return stop;
        }

        var prefix = cut.Source.PartitionPrefix(slice.Tenant);
        var (after, before) = (prefix, prefix + Text(end));
        while (await FirstPartitionAsync(cut.Source, after, before, null, cancellation) is { } found)
        {
            if (DateOnly.TryParseExact(found.AsSpan(prefix.Length), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && await DayAsync(slice, cut, day, isFirst: false, cancellation) is not PurgeStop.Done and var stop)
                return stop;
            after = found;
        }

        return PurgeStop.Done;
    }

    /// <summary>Purges a day that is over wholly, and writes its receipt.</summary>
    private async Task<PurgeStop> DayAsync(PurgeSlice slice, KindCut cut, DateOnly day, bool isFirst, CancellationToken cancellation)
    {
        if (await slice.CheckAsync(cut, cancellation) is not PurgeStop.Done and var stop)
            return stop;
        var purge = Purge(slice, OfDay(slice.Tenant, cut, day));
        var end = await purge.RunAsync(cancellation);
        return end.Stop != PurgeStop.Done ? end.Stop : await FinishAsync(slice, cut, day, purge, end.Held, isFirst, cancellation);
    }

    private async Task<PurgeStop> RangesAsync(PurgeSlice slice, KindCut cut, PurgeCursor cursor, CancellationToken cancellation)
    {
        if (!IsDue(slice, cursor, BetweenRanges))
            return PurgeStop.Done;
        var held = 0L;
        StretchPurge last = null!;
        await foreach (var stretch in RangesOf(slice.Tenant, cut, cancellation))
        {
            last = Purge(slice, stretch);
            var end = await last.RunAsync(cancellation);
            if (end.Stop != PurgeStop.Done)
                return end.Stop;
            held += end.Held;
        }

        if (await FinishAsync(slice, cut, null, last, held, isFirst: false, cancellation) is not PurgeStop.Done and var stop)
            return stop;
        await book.WriteCursorAsync(slice.Tenant, cut.Source, cursor with { Looked = slice.Planned }, cancellation);
        return PurgeStop.Done;
    }

    private async Task<PurgeStop> FinishAsync(
        PurgeSlice slice, KindCut cut, DateOnly? day, StretchPurge purge, long held, bool isFirst, CancellationToken cancellation)
    {
        var (work, tag) = purge.Work;
        if (work.Removed == 0 && !(isFirst && held > 0))
            return PurgeStop.Done;
        var note = new ReceiptNote(
            ReceiptActions.Purged, cut.Source.Name, cut.Source.Kind, day ?? cut.Day, work.Removed + held, work.Removed, held, slice.Clock.GetUtcNow());
        return await book.FinishAsync(slice.Tenant, cut.Source, day, tag, note, cancellation) ? PurgeStop.Done : PurgeStop.Overtaken;
    }

    private async IAsyncEnumerable<Stretch> RangesOf(
        string tenant, KindCut cut, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = cut.Source;
        if (source.Layout is RowLayout.Range or RowLayout.Scattered)
        {
            yield return new(cut, null, tenant, source.RowPrefix, source.RowPrefix[..^1] + "}");
        }
        else if (source.Layout == RowLayout.Buckets)
        {
            for (var bucket = 0; bucket < StableHash.Buckets; bucket++)
                yield return new(cut, null, source.PartitionPrefix(tenant) + StableHash.BucketName(bucket), "", null);
        }
        else
        {
            var (after, end) = (source.PartitionPrefix(tenant), $"{tenant}}}");
            while (await FirstPartitionAsync(source, after, end, cut.DayAndTime, cancellation) is { } found)
            {
                yield return new(cut, null, found, "", cut.DayAndTime);
                after = found;
            }

            // Nothing lies here; it ends what a crash left after the last partition was empty.
            yield return new(cut, null, source.PartitionPrefix(tenant), "", null);
        }
    }

    /// <summary>The first partition between two keys that has a row; null: there is none.</summary>
    private async Task<string?> FirstPartitionAsync(
        RowSource source, string after, string before, string? rowsBefore, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}");
        if (rowsBefore is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey lt {rowsBefore}");
        await foreach (var row in tables.Open(source.Table).QueryAsync<TableEntity>(filter, 1, ["PartitionKey"], cancellation))
            return row.PartitionKey;
        return null;
    }

    private static Stretch OfDay(string tenant, KindCut cut, DateOnly day) => new(
        cut,
        day,
        cut.Source.PartitionPrefix(tenant) + Text(day),
        "",
        day == cut.Day && cut.Source.TimeOf is null ? cut.TimeOfDay : null);

    private static bool IsDue(PurgeSlice slice, PurgeCursor cursor, TimeSpan interval) =>
        !(slice.Planned - cursor.Looked < interval - Early);

    private StretchPurge Purge(PurgeSlice slice, Stretch stretch) => new(slice, tables, book, removal, stretch);

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
