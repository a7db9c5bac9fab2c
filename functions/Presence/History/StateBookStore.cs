using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.History;

/// <summary>The users' books in the table <c>Presence</c>: partition <c>{tenant}|state|{bucket}</c>, row key the user.</summary>
internal sealed class StateBookStore(StoreTables tables)
{
    private const int ReadsAtOnce = 16;

    // Reading a bucket whole costs a request per 1,000 rows; beyond this many single reads that is cheaper.
    private const int SingleReads = 40;

    /// <summary>The books of users of one bucket; who has none gets a new one.</summary>
    public async Task<IReadOnlyDictionary<string, StoredBook>> FindAsync(
        string tenant, string bucket, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, StoredBook>(userIds.Select(id => KeyValuePair.Create(id, new StoredBook(StateBook.New(id), null))));
        var partition = Partition(tenant, bucket);
        if (userIds.Count > SingleReads)
        {
            await foreach (var row in tables.Presence.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
            {
                if (found.ContainsKey(row.RowKey))
                    found[row.RowKey] = Read(row);
            }

            return found;
        }

        await Concurrently.ForEachAsync(
            userIds,
            ReadsAtOnce,
            async (id, stop) =>
            {
                var row = await tables.Presence.GetEntityIfExistsAsync<TableEntity>(partition, id, null, stop);
                if (row.HasValue)
                    found[id] = Read(row.Value!);
            },
            cancellation);
        return found;
    }

    /// <summary>All books of a tenant.</summary>
    public async IAsyncEnumerable<StoredBook> ReadAllAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, end) = ($"{tenant}|state|", $"{tenant}|state}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}");
        await foreach (var row in tables.Presence.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return Read(row);
    }

    /// <summary>Removes books of one bucket: nothing is kept of their users any more.</summary>
    public Task RemoveAsync(string tenant, string bucket, IEnumerable<string> userIds, CancellationToken cancellation) =>
        tables.Presence.DeleteInChunksAsync(Partition(tenant, bucket), userIds, cancellation);

    /// <summary>The book of a user; null: there is none.</summary>
    public async Task<StateBook?> FindAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var row = await tables.Presence.GetEntityIfExistsAsync<TableEntity>(
            Partition(tenant, StableHash.Bucket(userId)), userId, null, cancellation);
        return row.HasValue ? Read(row.Value!).Book : null;
    }

    /// <summary>Writes books of one bucket, at most 100, each only over what was read.</summary>
    /// <returns>Those that are stored, as they would be read; where others changed one meanwhile, it is not among them.</returns>
    public async Task<IReadOnlyList<StoredBook>> WriteAsync(
        string tenant, string bucket, IReadOnlyList<StoredBook> books, CancellationToken cancellation)
    {
        if (books.Count == 0)
            return [];
        try
        {
            var responses = await tables.Presence.SubmitTransactionAsync(
                books.Select(stored => Action(Partition(tenant, bucket), stored)), cancellation);
            return [.. books.Zip(responses.Value, (stored, response) => stored with { ETag = response.Headers.ETag ?? ETag.All })];
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            if (books.Count == 1)
                return [];
        }

        var written = new List<StoredBook>();
        foreach (var stored in books)
            written.AddRange(await WriteAsync(tenant, bucket, [stored], cancellation));
        return written;
    }

    private static TableTransactionAction Action(string partition, StoredBook stored) => stored.ETag is { } etag
        ? new(TableTransactionActionType.UpdateReplace, Write(partition, stored.Book), etag)
        : new(TableTransactionActionType.Add, Write(partition, stored.Book));

    private static TableEntity Write(string partition, StateBook book) => new(partition, book.UserId)
    {
        ["Since"] = book.Since,
        ["IsOpen"] = book.Open is not null,
        ["Availability"] = book.Open?.Seen.Availability,
        ["Activity"] = book.Open?.Seen.Activity,
        ["User"] = book.Open?.User,
        ["UnitId"] = book.Open?.OrganizationUnitId,
        ["Profile"] = book.Open?.Profile,
        ["Closed"] = book.Closed.IsEmpty ? null : JsonSerializer.Serialize(book.Closed, NimbusJson.Default.ImmutableArrayClosedState),
    };

    internal static StoredBook Read(TableEntity row) => new(
        new(
            row.RowKey,
            row.GetBoolean("IsOpen") == true
                ? new(new(row.Text("Availability"), row.Text("Activity")), row.Text("User"), row.Text("UnitId"), row.GetString("Profile"))
                : null,
            row.GetDateTimeOffset("Since") ?? default)
        {
            Closed = row.GetString("Closed") is { } closed ? JsonSerializer.Deserialize(closed, NimbusJson.Stored.ImmutableArrayClosedState) : [],
        },
        row.ETag);

    private static string Partition(string tenant, string bucket) => $"{tenant}|state|{bucket}";
}
