using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>Knows every row, and looks at each that is gone whether it might go.</summary>
internal sealed class RowWatch(PurgeWorld world)
{
    private readonly Dictionary<(string Table, string Partition, string Row), KnownRow> rows = [];

    /// <summary>The rows that are there, as far as purges go.</summary>
    public IReadOnlyDictionary<(string Table, string Partition, string Row), KnownRow> Rows => rows;

    /// <summary>How many rows of each source are gone.</summary>
    public Dictionary<string, long> Gone { get; } = new(StringComparer.Ordinal);

    public void Put(string table, TableEntity row, KnownRow known)
    {
        world.Tables[table].UpsertEntityAsync(row, TableUpdateMode.Replace, CancellationToken.None).GetAwaiter().GetResult();
        rows[(table, row.PartitionKey, row.RowKey)] = known;
    }

    /// <summary>A row that somebody else has written.</summary>
    public void Know(string table, string partition, string row, KnownRow known) => rows[(table, partition, row)] = known;

    public void Written(string table, IReadOnlyList<ITableEntity> written)
    {
        if (table == "Receipts")
            return;
        foreach (var row in written)
        {
            var key = (table, row.PartitionKey, row.RowKey);
            var isThere = world.Tables[table].GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, null, CancellationToken.None)
                .GetAwaiter().GetResult().HasValue;
            if (isThere)
                Learn(key, (TableEntity)row);
            else if (rows.Remove(key, out var known))
                Check(key, known);
        }
    }

    /// <summary>What purges write themselves. A letter is as old as its first delivery, by the clock of whoever got it.</summary>
    private void Learn((string Table, string Partition, string Row) key, TableEntity row) => rows.TryAdd(
        key,
        key.Table == "DeadLetters"
            ? new(RowSources.DeadLetters, row.GetDateTimeOffset("FirstSeen")!.Value - world.Weather.LargestSkew)
            : new(RowSources.SyncLedger, world.Time.GetUtcNow(), row.GetString("Subject")));

    private void Check((string Table, string Partition, string Row) key, KnownRow known)
    {
        if (!world.Guards.LetGo(known))
            world.Fail($"{key} of {known.At:u}, {known.User}, {known.Service} is gone and must not be.");
        if (known.Source is { } source)
            Gone[source.Name] = Gone.GetValueOrDefault(source.Name) + 1;
    }
}
