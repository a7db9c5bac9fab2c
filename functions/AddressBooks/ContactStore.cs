using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.AddressBooks;

/// <summary>The contacts of address books.</summary>
internal sealed class ContactStore(StoreTables tables, ContactCounts counts)
{
    /// <summary>A book takes so many contacts.</summary>
    public const int Most = 20_000;

    // Each conflict means that somebody else's contact is stored: of 16 buckets one has seldom more than a few writers.
    private const int TriesAgainstOthers = 30;
    private const int ReadsAtOnce = 8;

    public async Task<ContactOutcome> AddAsync(string tenant, string book, Contact contact, CancellationToken cancellation)
    {
        var row = ContactRow.Write(tenant, book, contact);
        for (var attempt = 1; ; attempt++)
        {
            if (await counts.FindAsync(row.PartitionKey, cancellation) is not { } count)
                return ContactOutcome.BookGone;
            try
            {
                await tables.AddressBooks.SubmitTransactionAsync(
                    [new(TableTransactionActionType.Add, row), ContactCounts.Changing(row.PartitionKey, count, 1)], cancellation);
                return await KeepAsync(tenant, book, contact.ExternalId!, cancellation);
            }
            catch (TableTransactionFailedException failure) when (failure.Status == 409 && failure.FailedTransactionActionIndex is null or 0)
            {
                return ContactOutcome.Exists;
            }
            catch (TableTransactionFailedException failure) when (IsOvertaken(failure, attempt))
            {
                // Another contact came into the bucket, or the book is going.
            }
        }
    }

    /// <summary>Writes a contact over the one that has its id.</summary>
    public async Task<ContactOutcome> ReplaceAsync(string tenant, string book, Contact contact, CancellationToken cancellation)
    {
        try
        {
            await tables.AddressBooks.UpdateEntityAsync(ContactRow.Write(tenant, book, contact), ETag.All, TableUpdateMode.Replace, cancellation);
            return ContactOutcome.Done;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return ContactOutcome.Missing;
        }
    }

    /// <summary>Those of the ids that there are, in their order, each once.</summary>
    public async Task<IReadOnlyList<Contact>> FindAsync(string tenant, string book, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var distinct = ids.Distinct(StringComparer.Ordinal).ToList();
        var found = new Contact?[distinct.Count];
        await Concurrently.ForEachAsync(
            distinct.Index(), ReadsAtOnce,
            async (asked, stop) =>
            {
                var row = await tables.AddressBooks.GetEntityIfExistsAsync<TableEntity>(
                    ContactRow.PartitionOf(tenant, book, asked.Item), ContactRow.Key(asked.Item), null, stop);
                found[asked.Index] = row.HasValue ? ContactRow.Read(row.Value!) : null;
            },
            cancellation);
        return [.. found.OfType<Contact>()];
    }

    /// <summary>The contacts in the order of buckets and keys, from a position on.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="book">The book.</param>
    /// <param name="from">Where the page before ended.</param>
    /// <param name="top">How many at once are asked for.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<(Contact Contact, ContactPosition Position)> ReadAsync(
        string tenant, string book, ContactPosition from, int top, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var bucket = from.Bucket; bucket < StableHash.Buckets; bucket++)
        {
            var after = bucket == from.Bucket ? from.After : ContactRow.Prefix;
            await foreach (var row in BucketAsync(tenant, book, bucket, after, top, cancellation))
                yield return (ContactRow.Read(row), new(bucket, row.RowKey));
        }
    }

    /// <summary>All contacts, several buckets at once and in no order: for a search.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="book">The book.</param>
    /// <param name="look">Told of each, from several buckets at a time; false: that is enough.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task ScanAsync(string tenant, string book, Func<Contact, bool> look, CancellationToken cancellation)
    {
        var isEnough = false;
        return Concurrently.ForEachAsync(
            Enumerable.Range(0, StableHash.Buckets), ReadsAtOnce,
            async (bucket, stop) =>
            {
                if (Volatile.Read(ref isEnough))
                    return;
                await foreach (var row in BucketAsync(tenant, book, bucket, ContactRow.Prefix, null, stop))
                {
                    if (Volatile.Read(ref isEnough))
                        return;
                    if (!look(ContactRow.Read(row)))
                        Volatile.Write(ref isEnough, true);
                }
            },
            cancellation);
    }

    private AsyncPageable<TableEntity> BucketAsync(string tenant, string book, int bucket, string after, int? top, CancellationToken cancellation)
    {
        var partition = ContactRow.Partition(tenant, book, StableHash.BucketName(bucket));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {ContactRow.End}");
        return tables.AddressBooks.QueryAsync<TableEntity>(filter, top, cancellationToken: cancellation);
    }

    /// <summary>Looks again how many there are: of those who came at once beyond the limit each gives way.</summary>
    private async Task<ContactOutcome> KeepAsync(string tenant, string book, string id, CancellationToken cancellation)
    {
        if (await counts.SumAsync(tenant, book, cancellation) <= Most)
            return ContactOutcome.Done;
        await counts.MendAsync(tenant, book, cancellation);
        if (await counts.SumAsync(tenant, book, cancellation) <= Most)
            return ContactOutcome.Done;
        await new ContactRemoval(tables, counts).RemoveAsync(tenant, book, [id], cancellation);
        return ContactOutcome.Full;
    }

    internal static bool IsOvertaken(TableTransactionFailedException failure, int attempt) =>
        RowConflict.IsOrGone(failure) && attempt < TriesAgainstOthers;
}

/// <summary>What became of a contact.</summary>
internal enum ContactOutcome
{
    Done,
    Exists,
    Missing,
    Full,
    BookGone,
}

/// <summary>Where a page of contacts ended.</summary>
internal sealed record ContactPosition(int Bucket, string After)
{
    public static ContactPosition Start { get; } = new(0, ContactRow.Prefix);

    public string Write() => Web.ContinuationToken.Encode($"{Bucket}|{After}");

    /// <summary>Null where the text was not made by <see cref="Write"/>.</summary>
    public static ContactPosition? Parse(string token)
    {
        var parts = Web.ContinuationToken.Decode(token)?.Split('|', 2);
        return parts is [var bucket, var after] && int.TryParse(bucket, null, out var number) && number is >= 0 and < StableHash.Buckets
            && after.StartsWith(ContactRow.Prefix, StringComparison.Ordinal) && after.Length <= ContactRow.Prefix.Length + 64
            ? new(number, after)
            : null;
    }
}
