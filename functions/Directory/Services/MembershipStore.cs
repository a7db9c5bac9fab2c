using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Services;

/// <summary>
/// The <c>Memberships</c> table: who is in a service, by service: partition <c>{tenant}|{service}</c>, row key the
/// user's id. The user's own row says the same and decides access; it is always written first.
/// </summary>
internal sealed class MembershipStore(StoreTables tables)
{
    public async Task<IReadOnlyDictionary<string, Role>> ReadAsync(string tenant, string serviceId, CancellationToken cancellation)
    {
        var members = new Dictionary<string, Role>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, serviceId)}");
        await foreach (var row in tables.Memberships.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            members[row.RowKey] = row.Word<Role>("Role");
        return members;
    }

    public Task PutAsync(
        string tenant, string serviceId, IEnumerable<KeyValuePair<string, Role>> members, CancellationToken cancellation)
    {
        var partition = Partition(tenant, serviceId);
        return tables.Memberships.SubmitInChunksAsync(
            members.Select(member => new TableTransactionAction(
                TableTransactionActionType.UpsertMerge,
                new TableEntity(partition, member.Key) { ["Role"] = member.Value.ToString() })),
            cancellation);
    }

    public async Task RemoveAsync(string tenant, string serviceId, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var partition = Partition(tenant, serviceId);
        foreach (var userId in userIds)
            await tables.Memberships.DeleteEntityAsync(partition, userId, ETag.All, cancellation);
    }

    private static string Partition(string tenant, string serviceId) => $"{tenant}|{serviceId}";
}
