using System.Collections.Concurrent;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// Finds whose presence a tenant needs, and remembers it. A large tenant's is read anew beside its polls: a hundred
/// thousand rows must not make one of them late.
/// </summary>
internal sealed class TrackedUsers(StoreTables tables, ServiceStore services, TimeProvider time, ILogger<TrackedUsers> log)
{
    private const int ReadsAtOnce = 4;
    private const int RowsBetweenSigns = 500;

    /// <summary>A poll waits no longer for what is known already, if not anew.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A set that nobody could renew for so long is waited for.
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(5);

    // A store that lets a reading wait for so long will not answer it any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TrackedSet> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task>> readings = new(StringComparer.Ordinal);

    /// <exception cref="OperationCanceledException">It is not read yet; whoever asks next finds it.</exception>
    public async Task<TrackedSet> FindAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var set) && now - set.AsOf <= set.Life)
            return set;
        var reading = readings.GetOrAdd(tenant, static (name, users) => new(() => users.ReadAsync(name)), this).Value;
        var willDo = set is not null && now - set.AsOf <= TooOld;
        // The reading goes on where the waiting ends: a large tenant's first one may take longer than a poll.
        using var patience = new CancellationTokenSource(willDo ? Patience : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var over = new TaskCompletionSource();
        await using (either.Token.UnsafeRegister(_ => over.TrySetResult(), null))
            await Task.WhenAny(reading, over.Task);
        cancellation.ThrowIfCancellationRequested();
        if (willDo && !reading.IsCompletedSuccessfully)
            return set!;
        await reading;
        return known[tenant];
    }

    /// <summary>Somebody changed who is tracked: the next poll looks.</summary>
    public void Forget(string tenant) => known.TryRemove(tenant, out _);

    private async Task ReadAsync(string tenant)
    {
        try
        {
            using var stop = new CancellationTokenSource(Silence, time);
            known[tenant] = await ReadAsync(tenant, new Signs(stop), stop.Token);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.TrackedUsersNotRead(failure, tenant);
            throw;
        }
        finally
        {
            readings.TryRemove(tenant, out _);
        }
    }

    private async Task<TrackedSet> ReadAsync(string tenant, Signs signs, CancellationToken cancellation)
    {
        var begun = time.GetUtcNow();
        var members = await MembersAsync(tenant, signs, cancellation);
        var absent = members.Count == 0 ? [] : await AbsentAsync(tenant, signs, cancellation);
        var users = new HashSet<Guid>();
        var byService = new Dictionary<string, Guid[]>(StringComparer.Ordinal);
        foreach (var (service, ofService) in members)
        {
            byService[service] = [.. ofService.Where(user => !absent.Contains(user))];
            users.UnionWith(byService[service]);
        }

        return new(users, byService, begun, time.GetUtcNow() - begun);
    }

    /// <summary>The active members of the operational services, with one query over all of them.</summary>
    private async Task<Dictionary<string, List<Guid>>> MembersAsync(string tenant, Signs signs, CancellationToken cancellation)
    {
        var members = (await services.ListAsync(tenant, cancellation))
            .Where(stored => stored.Service.State == ServiceState.Operational)
            .ToDictionary(stored => stored.Service.Id, _ => new List<Guid>(), StringComparer.Ordinal);
        if (members.Count == 0)
            return members;
        var (from, to) = ($"{tenant}|{members.Keys.Min(StringComparer.Ordinal)}", $"{tenant}|{members.Keys.Max(StringComparer.Ordinal)}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to}");
        await foreach (var row in tables.Memberships.QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey", "Active"], cancellation))
        {
            signs.Seen();
            if ((row.GetBoolean("Active") ?? true)
                && members.TryGetValue(row.PartitionKey[(tenant.Length + 1)..], out var ofService)
                && Guid.TryParse(row.RowKey, out var user))
                ofService.Add(user);
        }

        return members;
    }

    /// <summary>Who keeps a membership and has no access: in the directory's bin, or gone.</summary>
    private async Task<HashSet<Guid>> AbsentAsync(string tenant, Signs signs, CancellationToken cancellation)
    {
        var absent = new HashSet<Guid>();
        await Concurrently.ForEachAsync(
            Enumerable.Range(0, StableHash.Buckets).Select(StableHash.BucketName),
            ReadsAtOnce,
            async (bucket, stop) =>
            {
                await foreach (var row in tables.Users.QueryAsync<TableEntity>(UserRow.OfBucket(tenant, bucket), null, ["RowKey", "State"], stop))
                {
                    signs.Seen();
                    if (row.Word<UserState>("State") == UserState.Active || !Guid.TryParse(row.RowKey, out var user))
                        continue;
                    lock (absent)
                        absent.Add(user);
                }
            },
            cancellation);
        return absent;
    }

    /// <summary>Puts the end of a reading off while rows come.</summary>
    private sealed class Signs(CancellationTokenSource stop)
    {
        private int rows;

        public void Seen()
        {
            if (Interlocked.Increment(ref rows) % RowsBetweenSigns == 0)
                stop.CancelAfter(Silence);
        }
    }
}
