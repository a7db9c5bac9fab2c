using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Purge;

/// <summary>The app's own purge of ended tasks as one process has it, and bare deletes of the same keys.</summary>
/// <param name="tables">The local edition's tables.</param>
internal sealed class PurgeRig(StoreTables tables)
{
    private const int Days = 30;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly string Content = $$"""{"customer":{"displayName":"A customer"},"case":"{{new string('7', 400)}}"}""";

    /// <summary>Writes ended tasks of days that are over, or of days that stay.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="rows">How many.</param>
    /// <param name="days">On how many days they lie.</param>
    /// <param name="areOver">Whether the days are over.</param>
    /// <param name="stop">Ends it.</param>
    public async Task FillAsync(string tenant, int rows, int days, bool areOver, CancellationToken stop)
    {
        for (var day = 0; day < days; day++)
        {
            var partition = Partition(tenant, areOver ? Days + 3 + day : day + 1);
            await tables.History.SubmitInChunksAsync(
                KeysOf(rows / days).Select(key => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity(partition, key) { ["Service"] = "service", ["Ended"] = Now, ["User"] = tenant, ["Content"] = Content })),
                stop);
        }
    }

    /// <summary>Deletes what <see cref="FillAsync"/> wrote, by its keys, in transactions of 100 one after the other.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> DeleteAsync(string tenant, int rows, int days, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        for (var day = 0; day < days; day++)
        {
            var partition = Partition(tenant, Days + 3 + day);
            await tables.History.SubmitInChunksAsync(
                KeysOf(rows / days).Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)), stop);
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Purges a tenant.</summary>
    /// <returns>The rows that went, the seconds it took, and how many of them pages were waited for.</returns>
    public async Task<(long Rows, double Seconds, double Reading)> PurgeAsync(string tenant, int sharePercent, CancellationToken stop)
    {
        // Days that were verified and filled again are as any that come late: found when it is next looked for older ones.
        await tables.Receipts.DeleteEntityAsync(tenant, $"cursor|{RowSources.EndedTasks.Name}", ETag.All, stop);
        ReadTime reading = new();
        var watched = tables.Through((name, table) => name == "History" ? reading.Of(table) : table);
        ReceiptBook receipts = new(watched);
        RowRemoval removal = new(
            watched, new(new UserStore(watched), new LedgerStore(watched)), receipts);
        SourcePurge purge = new(watched, new PurgeBook(watched, receipts), removal);
        GuardView view = new(RetentionDays.Of(_ => Days), false, ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty);
        PurgeSlice slice = new(
            tenant, Now, new GuardWatch(_ => Task.FromResult(view), TimeProvider.System), new PurgePace(sharePercent, TimeProvider.System), TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        var ended = await purge.RunAsync(slice, KindCut.Of(RowSources.EndedTasks, view.InForce, Now), stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return ended is PurgeStop.Done or PurgeStop.TimeOver
            ? (slice.Removed, seconds, reading.Total.TotalSeconds)
            : throw new BenchException($"The purge ended with {ended}.");
    }

    private static IEnumerable<string> KeysOf(int rows) =>
        Enumerable.Range(0, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row * 86_000L / rows / 3600:D2}{row % 3600 / 60:D2}{row % 60:D2}|{row:x32}"));

    private static string Partition(string tenant, int daysAgo) =>
        RowSources.EndedTasks.PartitionPrefix(tenant) + Now.AddDays(-daysAgo).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
