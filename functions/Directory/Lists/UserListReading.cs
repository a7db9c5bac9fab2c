using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Lists;

/// <summary>
/// Reads a tenant's user list: whole at first, then what was written since, which one query over all buckets finds by the
/// store's own time. A row that vanished is found by its bucket's mark, whereupon the bucket is read again; each bucket is
/// that once in a while anyway, should something have been missed.
/// </summary>
internal sealed class UserListReading(StoreTables tables, Func<string, CancellationToken, Task<DateTimeOffset>> registered, TimeProvider time)
{
    /// <summary>
    /// So much before the newest row that was seen is read again: a page is no snapshot but up to five seconds of scanning
    /// (Tables: "Query timeout and pagination"), and the buckets may lie on servers whose clocks differ.
    /// </summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>All buckets are read whole once in so long, one after the other; at once where nobody asked for so long.</summary>
    public static readonly TimeSpan WholeEvery = TimeSpan.FromMinutes(5);

    private const int ReadsAtOnce = 4;

    // What is read beside leaves the store room for those who wait: a page of 1,000 keeps the emulator busy for a tenth of a second.
    private const int RowsBeside = 250;

    // A store that lets a page wait for so long will not answer any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly string[] Columns =
    [
        "PartitionKey", "RowKey", "Timestamp", "DisplayName", "GivenName", "Surname", "UserPrincipalName", "Department", "Mail",
        "UnitId", "Source", "State", "Memberships", "Licences", "BotRegistered", UserSettings.ActiveProfileColumn,
    ];

    /// <param name="tenant">The tenant.</param>
    /// <param name="before">What was read last; null: nothing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<UserSheet> ReadAsync(string tenant, UserSheet? before, CancellationToken cancellation)
    {
        var (now, since) = (time.GetUtcNow(), await registered(tenant, cancellation));
        // A few at a time, so that none of these readings takes long.
        var due = before is null ? 0 : (int)((now - before.Whole.Values.Max()).Duration() / (WholeEvery / StableHash.Buckets));
        if (before is null || before.Registered != since || due >= StableHash.Buckets)
            return await WholeAsync(tenant, since, now, cancellation);
        var (sheet, toRead) = await ChangesAsync(tenant, before, cancellation);
        toRead.UnionWith(sheet.Whole.OrderBy(bucket => bucket.Value).Take(due).Select(bucket => bucket.Key));
        foreach (var bucket in toRead)
        {
            var (users, _) = await BucketAsync(tenant, bucket, RowsBeside, cancellation);
            sheet = sheet.With(user => StableHash.Bucket(user.Id) == bucket, users) with
            {
                Whole = new Dictionary<string, DateTimeOffset>(sheet.Whole) { [bucket] = now },
            };
        }

        return sheet;
    }

    /// <summary>What was written since, and the buckets that somebody vanished from.</summary>
    private async Task<(UserSheet Sheet, HashSet<string> ToRead)> ChangesAsync(string tenant, UserSheet before, CancellationToken cancellation)
    {
        var (first, end, from) = ($"{tenant}|", $"{tenant}}}", Earlier(before.Watermark, Overlap));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and Timestamp ge {from}");
        var (texts, come, changed, toRead) = (Texts(), new List<ListedUser>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var removals = new Dictionary<string, ETag>(before.Removals, StringComparer.Ordinal);
        var newest = await PagesAsync(filter, null, row =>
        {
            if (row.RowKey == UserRow.Removals)
            {
                var bucket = row.PartitionKey[first.Length..];
                if (!removals.TryGetValue(bucket, out var known) || known != row.ETag)
                    toRead.Add(bucket);
                removals[bucket] = row.ETag;
                return;
            }

            changed.Add(row.RowKey);
            if (UserRow.Read(row) is { User.IsVisible: true } shown)
                come.Add(ListedUser.Of(shown, texts));
        }, cancellation);
        var sheet = changed.Count == 0 ? before : before.With(user => changed.Contains(user.Id), come);
        return (sheet with { Removals = removals, Watermark = newest > before.Watermark ? newest.Value : before.Watermark }, toRead);
    }

    private async Task<UserSheet> WholeAsync(string tenant, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation)
    {
        List<string> buckets = [.. Enumerable.Range(0, StableHash.Buckets).Select(StableHash.BucketName)];
        // The watermark may not lie behind the beginning of any bucket's reading: it is that of the first page of all.
        var (users, newest) = await BucketAsync(tenant, buckets[0], null, cancellation);
        var gate = new Lock();
        await Concurrently.ForEachAsync(
            buckets.Skip(1),
            ReadsAtOnce,
            async (bucket, stop) =>
            {
                var (found, _) = await BucketAsync(tenant, bucket, null, stop);
                lock (gate)
                    users.AddRange(found);
            },
            cancellation);
        // Which marks of removals these readings have seen cannot be told: those that are young enough are seen anew.
        return new(
            since, SortedUsers.Of(users, ListedUser.ById), newest ?? DateTimeOffset.MinValue, new Dictionary<string, ETag>(),
            buckets.ToDictionary(bucket => bucket, _ => now));
    }

    private async Task<(List<ListedUser> Users, DateTimeOffset? Newest)> BucketAsync(
        string tenant, string bucket, int? rowsPerPage, CancellationToken cancellation)
    {
        var (users, texts) = (new List<ListedUser>(), Texts());
        var newest = await PagesAsync(UserRow.OfBucket(tenant, bucket), rowsPerPage, row =>
        {
            if (UserRow.Read(row) is { User.IsVisible: true } shown)
                users.Add(ListedUser.Of(shown, texts));
        }, cancellation);
        return (users, newest);
    }

    /// <returns>The latest time of a row on the first page: whatever is written after that page was read is not earlier.</returns>
    private async Task<DateTimeOffset?> PagesAsync(string filter, int? rowsPerPage, Action<TableEntity> seen, CancellationToken cancellation)
    {
        DateTimeOffset? newest = null;
        var isFirst = true;
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            await foreach (var page in tables.Users.QueryAsync<TableEntity>(filter, rowsPerPage, Columns, either.Token).AsPages())
            {
                silence.CancelAfter(Silence);
                foreach (var row in page.Values)
                {
                    seen(row);
                    newest = isFirst && (newest is null || row.Timestamp > newest) ? row.Timestamp : newest;
                }

                // The store may answer with an empty page and more to come.
                isFirst &= page.Values.Count == 0;
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The store gave no page within {Silence.TotalSeconds} seconds.");
        }

        return newest;
    }

    private static DateTimeOffset Earlier(DateTimeOffset watermark, TimeSpan by) =>
        watermark < Earliest + by ? Earliest : watermark - by;

    // The table's earliest time.
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Func<string, string> Texts()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        return text => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
    }
}
