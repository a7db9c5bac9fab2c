using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Services;

/// <summary>
/// The <c>MemberHistory</c> table: who was in a service. Partition <c>{tenant}|{service}</c>, row keys begin with the
/// time of the end, so that retention cuts it by range; it outlives the service.
/// </summary>
internal sealed class MemberHistory(StoreTables tables)
{
    public Task AddAsync(string tenant, string serviceId, IEnumerable<FormerMember> members, CancellationToken cancellation) =>
        tables.MemberHistory.SubmitInChunksAsync(
            members.Select(member => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity($"{tenant}|{serviceId}", Key(member))
                {
                    ["Role"] = member.Role.ToString(),
                    ["Since"] = member.Since,
                    ["Until"] = member.Until,
                    ["Why"] = member.Why,
                })),
            cancellation);

    /// <summary>Who left, oldest first, from behind a position on.</summary>
    public async IAsyncEnumerable<(FormerMember Member, string Position)> ReadAsync(
        string tenant, string serviceId, string after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {$"{tenant}|{serviceId}"} and RowKey gt {after}");
        await foreach (var row in tables.MemberHistory.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var user = row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];
            yield return (
                new(user, row.Word<Role>("Role"), row.GetDateTimeOffset("Since"), row.GetDateTimeOffset("Until") ?? default, row.Text("Why")),
                row.RowKey);
        }
    }

    private static string Key(FormerMember member) =>
        $"{member.Until.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}|{member.UserId}";
}

/// <summary>Somebody who was in a service.</summary>
/// <param name="Why">What ended it, as in the ledger, e.g. <c>member-left</c>.</param>
internal sealed record FormerMember(string UserId, Role Role, DateTimeOffset? Since, DateTimeOffset Until, string Why);
