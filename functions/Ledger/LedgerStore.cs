using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Ledger;

/// <summary>
/// The <c>Ledger</c> table: partition <c>{tenant}|{yyyyMMdd}</c> in UTC, row keys begin with the time, so that
/// retention cuts it by range. A line is written before the deed; written twice it is still one line.
/// </summary>
internal sealed class LedgerStore(StoreTables tables)
{
    public async Task AppendAsync(string tenant, IReadOnlyCollection<LedgerEntry> entries, CancellationToken cancellation)
    {
        foreach (var day in entries.GroupBy(entry => Partition(tenant, entry.At)))
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

    public async Task<IReadOnlyList<LedgerEntry>> ReadDayAsync(string tenant, DateTimeOffset day, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        var rows = tables.Ledger.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, day)}"), cancellationToken: cancellation);
        await foreach (var row in rows)
            entries.Add(new(
                row.GetDateTimeOffset("At") ?? default,
                row.Text("Run"),
                row.Text("Action"),
                row.Text("Subject"),
                row.Text("Proof"),
                row.GetString("Scope") ?? ""));
        return entries;
    }

    private static string Partition(string tenant, DateTimeOffset at) =>
        $"{tenant}|{at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    private static string RowKey(LedgerEntry entry) =>
        $"{entry.At.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture)}|{entry.Run}|"
        + StableHash.Hex($"{entry.Action}|{entry.Subject}|{entry.Scope}", 24);
}
