using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.AddressBooks;

/// <summary>Takes contacts out of books. Each step can be done again: what is gone already is passed over.</summary>
internal sealed class ContactRemoval(StoreTables tables, ContactCounts counts)
{
    // A transaction takes 100 operations, and the count is one of them.
    private const int Together = Transactions.Limit - 1;
    private const int BucketsAtOnce = 4;

    /// <summary>Removes those of the ids that there are.</summary>
    public Task RemoveAsync(string tenant, string book, IEnumerable<string> ids, CancellationToken cancellation) => Concurrently.ForEachAsync(
        ids.Distinct(StringComparer.Ordinal).GroupBy(id => ContactRow.PartitionOf(tenant, book, id)), BucketsAtOnce,
        async (bucket, stop) =>
        {
            foreach (var chunk in bucket.Select(ContactRow.Key).Chunk(Together))
                await RemoveAsync(bucket.Key, async () => await PresentAsync(bucket.Key, chunk, stop), stop);
        },
        cancellation);

    /// <summary>Removes all contacts of a book.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="book">The book.</param>
    /// <param name="close">Whether the buckets are closed first, so that no other contact comes.</param>
    /// <param name="cancellation">Ends the attempt; the next one goes on.</param>
    public Task ClearAsync(string tenant, string book, bool close, CancellationToken cancellation) => Concurrently.ForEachAsync(
        ContactCounts.Partitions(tenant, book), BucketsAtOnce,
        async (partition, stop) =>
        {
            if (close)
                await tables.AddressBooks.DeleteEntityAsync(partition, ContactRow.Count, ETag.All, stop);
            while (await RemoveAsync(partition, () => NextAsync(partition, stop), stop))
            {
                // Another part of the bucket.
            }
        },
        cancellation);

    /// <returns>Whether there was anything.</returns>
    private async Task<bool> RemoveAsync(string partition, Func<Task<IReadOnlyList<string>>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var count = await counts.FindAsync(partition, cancellation);
            var keys = await read();
            if (keys.Count == 0)
                return false;
            try
            {
                List<TableTransactionAction> actions =
                    [.. keys.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All))];
                if (count is not null)
                    actions.Add(ContactCounts.Changing(partition, count, -keys.Count));
                await tables.AddressBooks.SubmitTransactionAsync(actions, cancellation);
                return true;
            }
            catch (TableTransactionFailedException failure) when (ContactStore.IsOvertaken(failure, attempt))
            {
                // Somebody else took or brought one; look again.
            }
        }
    }

    private async Task<IReadOnlyList<string>> PresentAsync(string partition, string[] keys, CancellationToken cancellation)
    {
        var present = new List<string>();
        foreach (var key in keys)
        {
            if ((await tables.AddressBooks.GetEntityIfExistsAsync<TableEntity>(partition, key, ["RowKey"], cancellation)).HasValue)
                present.Add(key);
        }

        return present;
    }

    private async Task<IReadOnlyList<string>> NextAsync(string partition, CancellationToken cancellation)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {ContactRow.Prefix} and RowKey lt {ContactRow.End}");
        await foreach (var row in tables.AddressBooks.QueryAsync<TableEntity>(filter, Together, ["RowKey"], cancellation))
        {
            keys.Add(row.RowKey);
            if (keys.Count == Together)
                break;
        }

        return keys;
    }
}
