using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Users;

/// <summary>Reads and writes users.</summary>
/// <param name="tables">The tables.</param>
/// <param name="lists">Told of what was written, so that lists of this process show it; null: nobody is.</param>
internal sealed class UserStore(StoreTables tables, UserLists? lists = null)
{
    private const int ReadsAtOnce = 16;

    // Reading a bucket whole costs a request per 1,000 rows; beyond this many single reads that is cheaper.
    private const int SingleReadsPerBucket = 40;

    private readonly RoleAssignmentStore roles = new(tables);

    public async Task<NimbusUser?> FindAsync(string tenant, string userId, CancellationToken cancellation) =>
        (await FindStoredAsync(tenant, userId, cancellation))?.User;

    public async Task<StoredUser?> FindStoredAsync(string tenant, string userId, CancellationToken cancellation) =>
        await tables.Users.FindRowAsync(UserRow.Partition(tenant, userId), userId, cancellation) is { } row ? UserRow.Read(row) : null;

    /// <summary>Those of the ids that have a row.</summary>
    public async Task<IReadOnlyDictionary<string, StoredUser>> FindManyAsync(
        string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, StoredUser>(StringComparer.Ordinal);
        foreach (var bucket in userIds.Distinct().GroupBy(StableHash.Bucket).Where(bucket => bucket.Count() > SingleReadsPerBucket))
        {
            var wanted = bucket.ToHashSet(StringComparer.Ordinal);
            await foreach (var stored in ReadBucketAsync(tenant, bucket.Key, cancellation))
            {
                if (wanted.Contains(stored.User.Id))
                    found[stored.User.Id] = stored;
            }
        }

        var single = userIds.Distinct().GroupBy(StableHash.Bucket)
            .Where(bucket => bucket.Count() <= SingleReadsPerBucket).SelectMany(bucket => bucket);
        await Concurrently.ForEachAsync(
            single,
            ReadsAtOnce,
            async (id, stop) =>
            {
                if (await FindStoredAsync(tenant, id, stop) is { } stored)
                    found[id] = stored;
            },
            cancellation);
        return found;
    }

    /// <summary>All rows of a tenant, tombstones too.</summary>
    public async IAsyncEnumerable<StoredUser> ReadAllAsync(
        string tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var bucket = 0; bucket < StableHash.Buckets; bucket++)
        {
            await foreach (var stored in ReadBucketAsync(tenant, StableHash.BucketName(bucket), cancellation))
                yield return stored;
        }
    }

    /// <summary>How many users have access.</summary>
    public async Task<int> CountActiveAsync(string tenant, CancellationToken cancellation)
    {
        var count = 0;
        var (first, end) = ($"{tenant}|", $"{tenant}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey lt {UserRow.Removals}");
        await foreach (var row in tables.Users.QueryAsync<TableEntity>(filter, null, ["State"], cancellation))
            count += row.Word<UserState>("State") == UserState.Active ? 1 : 0;
        return count;
    }

    /// <summary>Rows of one bucket, by id, from behind an id on.</summary>
    public async IAsyncEnumerable<StoredUser> ReadBucketAsync(
        string tenant,
        string bucket,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation,
        string after = "")
    {
        await foreach (var row in tables.Users.QueryAsync<TableEntity>(UserRow.OfBucket(tenant, bucket, after), cancellationToken: cancellation))
            yield return UserRow.Read(row);
    }

    /// <summary>
    /// Writes users, each only over the row that was read. Transactions take a bucket's rows together; where one
    /// row was changed by somebody else, its chunk is written row by row.
    /// </summary>
    /// <returns>The new tags, by id. An id that is not among them was changed by somebody else; nothing was written to it.</returns>
    public async Task<IReadOnlyDictionary<string, ETag>> WriteAsync(
        string tenant, IReadOnlyCollection<UserWrite> writes, CancellationToken cancellation)
    {
        // A crash may have left the roles of somebody who was to be forgotten: he is another one now.
        foreach (var back in writes.Where(write => write.IsOverGone && write.User.State != UserState.Gone))
            await TakeRolesAsync(tenant, back.User.Id, back.Over!.Value, cancellation);
        var written = new ConcurrentDictionary<string, ETag>(StringComparer.Ordinal);
        var chunks = writes.GroupBy(write => StableHash.Bucket(write.User.Id))
            .SelectMany(bucket => bucket.Chunk(Transactions.Limit));
        await Concurrently.ForEachAsync(
            chunks, ReadsAtOnce, (chunk, stop) => WriteChunkAsync(tenant, chunk, written, stop), cancellation);
        lists?.Touch(tenant);
        return written;
    }

    /// <summary>Writes what a user is entitled to over the row that was read, and nothing else.</summary>
    /// <returns>False where the row was changed or removed meanwhile; nothing is written.</returns>
    public Task<bool> EntitleAsync(string tenant, StoredUser stored, Entitlement entitlement, CancellationToken cancellation) =>
        MergeAsync(tenant, entitlement.Write(tenant, stored.User.Id).Signed(), stored.ETag, cancellation);

    /// <summary>Writes a section of a user's settings over the row that was read, and nothing else.</summary>
    /// <returns>False where the row was changed or removed meanwhile; nothing is written.</returns>
    public Task<bool> ConfigureAsync(string tenant, StoredUser stored, UserSection section, UserDocument document, CancellationToken cancellation) =>
        MergeAsync(tenant, UserSettings.Write(tenant, stored.User.Id, section, document).Signed(), stored.ETag, cancellation);

    /// <summary>
    /// Begins to forget a user, unless somebody changed the row since it was read: without access, licences and settings from
    /// now on. Then the roles are taken, then the row is removed; whoever finds such a row goes on, or brings back another user.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="stored">The user as read.</param>
    /// <param name="now">When.</param>
    /// <param name="by">Who does it by hand; null: nobody.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The row's tag, which guards the steps that follow; null: nothing has happened.</returns>
    public async Task<ETag?> BeginToForgetAsync(string tenant, StoredUser stored, DateTimeOffset now, string? by, CancellationToken cancellation)
    {
        var row = UserRow.WriteEnd(tenant, UserDecision.Forget(stored.User, now), by).Signed();
        var tag = await tables.Users.WriteOverAsync(row, stored.ETag, cancellation) ?? await tables.Users.FindOwnAsync(row, cancellation);
        lists?.Touch(tenant);
        return tag;
    }

    /// <summary>
    /// Takes the roles of somebody gone. Who has no access is given none: all that there are while the row is the same are old,
    /// and one that is given to whoever came back is none of them.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="gone">The tag of the row that says so.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task TakeRolesAsync(string tenant, string userId, ETag gone, CancellationToken cancellation)
    {
        var old = await roles.ListRowsAsync(tenant, userId, cancellation);
        if (old.Count > 0 && (await FindStoredAsync(tenant, userId, cancellation))?.ETag == gone)
            await roles.RemoveAsync(old, cancellation);
    }

    /// <summary>Removes a row of somebody whom the list does not show, unless somebody changed it since it was read.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> RemoveAsync(string tenant, string userId, ETag over, CancellationToken cancellation)
    {
        try
        {
            await tables.Users.DeleteEntityAsync(UserRow.Partition(tenant, userId), userId, over, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Removes a user whom the list may show, and marks that, unless somebody changed the row since it was read.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> RemoveListedAsync(string tenant, StoredUser stored, CancellationToken cancellation)
    {
        var partition = UserRow.Partition(tenant, stored.User.Id);
        try
        {
            await tables.Users.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Delete, new TableEntity(partition, stored.User.Id), stored.ETag),
                    new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, UserRow.Removals)),
                ],
                cancellation);
            lists?.Touch(tenant);
            return true;
        }
        catch (TableTransactionFailedException failure) when (failure.Status is 404 or 412)
        {
            return failure.Status == 404;
        }
    }

    private async Task<bool> MergeAsync(string tenant, TableEntity columns, ETag over, CancellationToken cancellation)
    {
        try
        {
            await tables.Users.UpdateEntityAsync(columns, over, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            if (await tables.Users.FindOwnAsync(columns, cancellation) is null)
                return false;
        }

        lists?.Touch(tenant);
        return true;
    }

    private async Task WriteChunkAsync(
        string tenant, UserWrite[] chunk, ConcurrentDictionary<string, ETag> written, CancellationToken cancellation)
    {
        try
        {
            var responses = await tables.Users.SubmitTransactionAsync(chunk.Select(write => Action(tenant, write)), cancellation);
            foreach (var (write, response) in chunk.Zip(responses.Value))
                written[write.User.Id] = response.Headers.ETag ?? ETag.All;
            return;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.Is(failure))
        {
            if (chunk.Length == 1)
                return;
        }

        foreach (var write in chunk)
            await WriteChunkAsync(tenant, [write], written, cancellation);
    }

    private static TableTransactionAction Action(string tenant, UserWrite write)
    {
        var row = UserRow.Write(tenant, write.User);
        if (write.Over is not { } etag)
            return new(TableTransactionActionType.Add, row);
        // What is gone for good leaves nothing behind; any other row keeps the columns of other capabilities.
        var type = write.User.State == UserState.Gone || write.IsOverGone
            ? TableTransactionActionType.UpdateReplace
            : TableTransactionActionType.UpdateMerge;
        return new(type, row, etag);
    }
}
