using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.AddressBooks;

/// <summary>
/// How many contacts each bucket of a book has: a row that is written in the transaction of every contact that comes or goes.
/// It is the fence too: a bucket without it takes no contact, so that nothing comes into a book that is being removed.
/// </summary>
internal sealed class ContactCounts(StoreTables tables)
{
    private const string Column = "Count";

    /// <summary>Opens the buckets of a new book.</summary>
    public Task OpenAsync(string tenant, string book, CancellationToken cancellation) => Concurrently.ForEachAsync(
        Partitions(tenant, book), StableHash.Buckets,
        (partition, stop) => tables.AddressBooks.UpsertEntityAsync(Row(partition, 0), TableUpdateMode.Replace, stop), cancellation);

    /// <summary>The partitions of a book.</summary>
    public static IEnumerable<string> Partitions(string tenant, string book) =>
        Enumerable.Range(0, StableHash.Buckets).Select(bucket => ContactRow.Partition(tenant, book, StableHash.BucketName(bucket)));

    /// <summary>Null: the bucket is closed.</summary>
    public async Task<BucketCount?> FindAsync(string partition, CancellationToken cancellation)
    {
        var row = await tables.AddressBooks.GetEntityIfExistsAsync<TableEntity>(partition, ContactRow.Count, null, cancellation);
        return row.HasValue ? new(row.Value!.GetInt32(Column) ?? 0, row.Value!.ETag) : null;
    }

    /// <summary>The whole book.</summary>
    public async Task<int> SumAsync(string tenant, string book, CancellationToken cancellation)
    {
        var sum = 0;
        await Concurrently.ForEachAsync(
            Partitions(tenant, book), StableHash.Buckets,
            async (partition, stop) => Interlocked.Add(ref sum, (await FindAsync(partition, stop))?.Contacts ?? 0), cancellation);
        return sum;
    }

    /// <summary>The change of a count that goes into the transaction of the contacts.</summary>
    public static TableTransactionAction Changing(string partition, BucketCount count, int by) =>
        new(TableTransactionActionType.UpdateReplace, Row(partition, Math.Max(0, count.Contacts + by)), count.ETag);

    /// <summary>Counts the rows themselves, for whoever would be refused: an erasure takes contacts without telling.</summary>
    public async Task MendAsync(string tenant, string book, CancellationToken cancellation)
    {
        foreach (var partition in Partitions(tenant, book))
        {
            if (await FindAsync(partition, cancellation) is not { } count)
                continue;
            var rows = 0;
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {ContactRow.Prefix} and RowKey lt {ContactRow.End}");
            await foreach (var _ in tables.AddressBooks.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
                rows++;
            if (rows != count.Contacts)
                await tables.AddressBooks.WriteOverAsync(Row(partition, rows), count.ETag, cancellation);
        }
    }

    private static TableEntity Row(string partition, int count) => new(partition, ContactRow.Count) { [Column] = count };
}

/// <summary>A count as read, with the tag that guards its next change.</summary>
internal sealed record BucketCount(int Contacts, ETag ETag);
