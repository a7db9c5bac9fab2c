using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Ledger;

/// <summary>
/// The <c>Ledger</c> table: partition <c>{tenant}|{yyyyMMdd}</c> in UTC, and <c>{tenant}|audit|{yyyyMMdd}</c> for what
/// people did; row keys begin with the time, so that retention cuts it by range. A line is written before the deed; written twice it is still one line.
/// </summary>
internal sealed class LedgerStore(StoreTables tables)
{
    // "Query timeout and pagination": a page of the store has 1,000 rows at most.
    private const int MostRowsOfAPage = 1_000;

    public async Task AppendAsync(string tenant, IReadOnlyCollection<LedgerEntry> entries, CancellationToken cancellation)
    {
        foreach (var day in entries.GroupBy(entry => Partition(tenant, entry.At, entry.IsByHand)))
        {
            var rows = day.DistinctBy(RowKey).Select(entry => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(day.Key, RowKey(entry))
                {
                    ["At"] = entry.At,
                    ["Run"] = entry.Run,
                    ["Action"] = entry.Action,
                    ["Subject"] = entry.Subject,
                    ["Proof"] = entry.Proof,
                    ["Scope"] = entry.Scope,
                }));
            await tables.Ledger.SubmitInChunksAsync(rows, cancellation);
        }
    }

    /// <summary>All lines of a day, those of the audit last.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadDayAsync(string tenant, DateTimeOffset day, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        foreach (var partition in new[] { Partition(tenant, day, isByHand: false), Partition(tenant, day, isByHand: true) })
        {
            var rows = tables.Ledger.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation);
            await foreach (var row in rows)
                entries.Add(Read(row));
        }

        return entries;
    }

    /// <summary>What people did on a day with the keys of the lines, oldest first.</summary>
    /// <param name="tenant">The tenant, or what stands for none.</param>
    /// <param name="day">Any time of the day, in UTC.</param>
    /// <param name="after">Only lines whose key sorts behind this one; empty: all.</param>
    /// <param name="most">At most so many; the store is asked for no more.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<(LedgerEntry Line, string Key)>> ReadAuditAsync(
        string tenant, DateTimeOffset day, string after, int most, CancellationToken cancellation)
    {
        var lines = new List<(LedgerEntry, string)>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, day, isByHand: true)} and RowKey gt {after}");
        await foreach (var row in tables.Ledger.QueryAsync<TableEntity>(filter, Math.Min(most, MostRowsOfAPage), cancellationToken: cancellation))
        {
            lines.Add((Read(row), row.RowKey));
            if (lines.Count == most)
                break;
        }

        return lines;
    }

    /// <summary>The lines of a run, in the order of time; what people decided about it afterwards is in the audit.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="from">No line of it is older.</param>
    /// <param name="to">No line of it is newer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<LedgerEntry> ReadRunAsync(
        string tenant, string run, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var day = from.UtcDateTime.Date; day <= to.UtcDateTime.Date; day = day.AddDays(1))
        {
            var partition = Partition(tenant, new(day, TimeSpan.Zero), isByHand: false);
            var first = day == from.UtcDateTime.Date ? Time(from) : "";
            var end = day == to.UtcDateTime.Date ? Time(to) + "}" : "}";
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}");
            await foreach (var row in tables.Ledger.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            {
                if (Read(row) is var entry && entry.Run == run)
                    yield return entry;
            }
        }
    }

    internal static LedgerEntry Read(TableEntity row) => new(
        row.GetDateTimeOffset("At") ?? default,
        row.Text("Run"),
        row.Text("Action"),
        row.Text("Subject"),
        row.Text("Proof"),
        row.GetString("Scope") ?? "");

    private static string Partition(string tenant, DateTimeOffset at, bool isByHand) =>
        $"{tenant}|{(isByHand ? "audit|" : "")}{at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    internal static string RowKey(LedgerEntry entry) =>
        $"{Time(entry.At)}|{entry.Run}|"
        + StableHash.Hex($"{entry.Action}|{entry.Subject}|{entry.Scope}", 24);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture);
}
