using System.Collections.Concurrent;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Presence.History;

/// <summary>
/// Keeps the states that users were in, where the tenant wants them in its reporting. The user's book ends one and begins
/// the next, then the history gets what ended, then the book forgets it: a crash between any two is found again by the
/// user's next change, or by the first look of a process at the tenant.
/// </summary>
internal sealed class PresenceHistory(
    StateBookStore books, StateHistory history, UserStore users, LimitsInForce settings, TimeProvider time) : IPresenceFollower
{
    private const int BucketsAtOnce = 4;
    private const int TriesAgainstOthers = 5;

    /// <summary>What this process last did in a tenant: whether it saw to the books while states are kept, or are not.</summary>
    private readonly ConcurrentDictionary<string, bool> seenTo = new(StringComparer.Ordinal);

    public async Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation)
    {
        if ((await settings.FindAsync(tenant, cancellation))?.Presence is not { } section)
            return;
        if (!seenTo.TryGetValue(tenant, out var kept) || kept != section.PersistUserStates)
        {
            if (await FinishAsync(tenant, end: !section.PersistUserStates, cancellation))
                seenTo[tenant] = section.PersistUserStates;
        }

        if (!section.PersistUserStates)
            return;
        var byBucket = changes.Select(change => Shown(change, section.Tracking))
            .GroupBy(change => StableHash.Bucket(change.UserId))
            .SelectMany(bucket => bucket.GroupBy(change => change.UserId).Chunk(Transactions.Limit).Select(chunk => (Bucket: bucket.Key, Users: chunk)));
        await Concurrently.ForEachAsync(
            byBucket, BucketsAtOnce, (chunk, stop) => FollowAsync(tenant, chunk.Bucket, chunk.Users, stop), cancellation);
    }

    private async Task FollowAsync(
        string tenant, string bucket, IReadOnlyCollection<IGrouping<string, PresenceChange>> changes, CancellationToken cancellation)
    {
        var left = changes.ToDictionary(user => user.Key, user => user.OrderBy(change => change.At).ToList());
        var rows = await users.FindManyAsync(tenant, [.. left.Keys], cancellation);
        for (var attempt = 1; left.Count > 0 && attempt <= TriesAgainstOthers; attempt++)
        {
            var stored = await books.FindAsync(tenant, bucket, [.. left.Keys], cancellation);
            var changed = new List<StoredBook>();
            foreach (var (user, ofUser) in left.ToList())
            {
                var who = Who(rows.GetValueOrDefault(user)?.User);
                var after = ofUser.Aggregate(stored[user].Book, (book, change) => book.After(change, who));
                if (after == stored[user].Book && after.Closed.IsEmpty)
                    left.Remove(user);
                else
                    changed.Add(stored[user] with { Book = after });
            }

            foreach (var written in await SettleAsync(tenant, bucket, changed, cancellation))
                left.Remove(written.Book.UserId);
        }

        if (left.Count > 0)
            throw new InvalidOperationException($"The states of {left.Count} users were changed by others again and again.");
    }

    /// <summary>Stores books, then what ended in them, and then that they need not know it any more.</summary>
    private async Task<IReadOnlyList<StoredBook>> SettleAsync(
        string tenant, string bucket, IReadOnlyList<StoredBook> changed, CancellationToken cancellation)
    {
        var written = await books.WriteAsync(tenant, bucket, changed, cancellation);
        var ended = written.Where(stored => !stored.Book.Closed.IsEmpty).ToList();
        await history.WriteAsync(tenant, ended.SelectMany(stored => stored.Book.Closed), cancellation);
        // Whoever has changed one meanwhile writes the history again: the same row.
        await books.WriteAsync(
            tenant, bucket, [.. ended.Select(stored => stored with { Book = stored.Book with { Closed = [] } })], cancellation);
        return written;
    }

    /// <summary>Writes what crashes left. Where nothing is to be kept, it ends all open states and forgets the books.</summary>
    /// <returns>False where others keep changing the books: the next batch goes on.</returns>
    private async Task<bool> FinishAsync(string tenant, bool end, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            var found = new List<StoredBook>();
            await foreach (var stored in books.ReadAllAsync(tenant, cancellation))
            {
                if (end || !stored.Book.Closed.IsEmpty)
                    found.Add(end ? stored with { Book = stored.Book.End(now) } : stored);
            }

            var done = 0;
            foreach (var bucket in found.GroupBy(stored => StableHash.Bucket(stored.Book.UserId)))
            {
                foreach (var chunk in bucket.Chunk(Transactions.Limit))
                {
                    var settled = await SettleAsync(tenant, bucket.Key, chunk, cancellation);
                    done += settled.Count;
                    if (end)
                        await books.RemoveAsync(tenant, bucket.Key, settled.Select(stored => stored.Book.UserId), cancellation);
                }
            }

            if (done == found.Count)
                return true;
        }

        return false;
    }

    /// <summary>A tenant that does not track extended presence keeps no activities either.</summary>
    private static PresenceChange Shown(PresenceChange change, bool extended) => extended
        ? change
        : change with { Before = WithoutActivity(change.Before), After = WithoutActivity(change.After) };

    private static SeenPresence? WithoutActivity(SeenPresence? seen) => seen is null ? null : seen with { Activity = "" };

    private static OpenState Who(NimbusUser? user) =>
        new(new("", ""), user?.Details.UserPrincipalName ?? "", user?.OrganizationUnitId ?? "", null);
}
