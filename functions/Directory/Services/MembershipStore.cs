using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Services;

/// <summary>
/// The <c>Memberships</c> table: who is in a service, by service: partition <c>{tenant}|{service}</c>, row key the
/// user's id. The user's own row says the same and decides access; it is always written first. Whoever goes out of
/// the list goes into the history first.
/// </summary>
internal sealed class MembershipStore(StoreTables tables, MemberHistory history, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<string, Role>> ReadAsync(string tenant, string serviceId, CancellationToken cancellation)
    {
        var members = new Dictionary<string, Role>(StringComparer.Ordinal);
        await foreach (var member in ListAsync(tenant, serviceId, cancellation))
            members[member.UserId] = member.Role;
        return members;
    }

    /// <summary>The members of services whose keys follow one another, with one query over all of them.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="first">The first service, in ordinal order.</param>
    /// <param name="last">The last one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, Dictionary<string, Role>>> BetweenAsync(
        string tenant, string first, string last, CancellationToken cancellation)
    {
        var members = new Dictionary<string, Dictionary<string, Role>>(StringComparer.Ordinal);
        var (from, to) = (Partition(tenant, first), Partition(tenant, last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to}");
        await foreach (var row in tables.Memberships.QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey", "Role"], cancellation))
        {
            var service = row.PartitionKey[(tenant.Length + 1)..];
            if (!members.TryGetValue(service, out var ofService))
                members[service] = ofService = new(StringComparer.Ordinal);
            ofService[row.RowKey] = row.Word<Role>("Role");
        }

        return members;
    }

    /// <summary>The members with the time that they were first seen, by id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="after">Only those behind this id; empty: all.</param>
    public async IAsyncEnumerable<Member> ListAsync(
        string tenant, string serviceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, string after = "")
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, serviceId)} and RowKey gt {after}");
        await foreach (var row in tables.Memberships.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return Read(row);
    }

    /// <summary>Somebody in a service; null where the list has no such user.</summary>
    public async Task<Member?> FindAsync(string tenant, string serviceId, string userId, CancellationToken cancellation) =>
        await tables.Memberships.FindRowAsync(Partition(tenant, serviceId), userId, cancellation) is { } row ? Read(row) : null;

    /// <summary>Writes the flag alone, whatever the sync writes beside it.</summary>
    /// <returns>False where the user has left meanwhile; nothing is written.</returns>
    public async Task<bool> SetActiveAsync(string tenant, string serviceId, string userId, bool active, CancellationToken cancellation)
    {
        try
        {
            await tables.Memberships.UpdateEntityAsync(
                new TableEntity(Partition(tenant, serviceId), userId) { ["Active"] = active }, ETag.All, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return false;
        }
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="members">Who is in it, and as what.</param>
    /// <param name="known">Whom the list has already: since when, and whether active, is kept.</param>
    /// <param name="newAreActive">Whether those whom it does not have yet begin as active.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public Task PutAsync(
        string tenant,
        string serviceId,
        IEnumerable<KeyValuePair<string, Role>> members,
        Func<string, bool> known,
        bool newAreActive,
        CancellationToken cancellation)
    {
        var (partition, now) = (Partition(tenant, serviceId), time.GetUtcNow());
        return tables.Memberships.SubmitInChunksAsync(members.Select(Upsert), cancellation);

        TableTransactionAction Upsert(KeyValuePair<string, Role> member)
        {
            var row = new TableEntity(partition, member.Key) { ["Role"] = member.Value.ToString() };
            if (!known(member.Key))
                (row["Since"], row["Active"]) = (now, newAreActive);
            return new(TableTransactionActionType.UpsertMerge, row);
        }
    }

    /// <summary>Ends memberships. Told twice, the history has the later time; nothing is lost.</summary>
    public async Task RemoveAsync(
        string tenant, string serviceId, IReadOnlyCollection<string> userIds, string why, CancellationToken cancellation)
    {
        if (userIds.Count == 0)
            return;
        var (partition, leaving, now) = (Partition(tenant, serviceId), userIds.ToHashSet(StringComparer.Ordinal), time.GetUtcNow());
        var ended = new List<FormerMember>();
        await foreach (var member in ListAsync(tenant, serviceId, cancellation))
        {
            if (leaving.Contains(member.UserId))
                ended.Add(new(member.UserId, member.Role, member.Since, now, why));
        }

        await history.AddAsync(tenant, serviceId, ended, cancellation);
        await tables.Memberships.DeleteInChunksAsync(partition, ended.Select(member => member.UserId), cancellation);
    }

    // Rows that were written before there was a flag are those of active members.
    private static Member Read(TableEntity row) =>
        new(row.RowKey, row.Word<Role>("Role"), row.GetDateTimeOffset("Since"), row.GetBoolean("Active") ?? true);

    private static string Partition(string tenant, string serviceId) => $"{tenant}|{serviceId}";
}

/// <summary>Somebody in a service.</summary>
/// <param name="Since">When the sync first saw it; null where it was not kept yet.</param>
/// <param name="IsActive">Whether tasks of the service may come to the user.</param>
internal sealed record Member(string UserId, Role Role, DateTimeOffset? Since, bool IsActive = true);
