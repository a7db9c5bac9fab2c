using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Units;

namespace NimbusFunctions.Access;

/// <summary>Roles that somebody assigned, besides those that come from teams: rows of <c>Tenants</c>.</summary>
internal sealed class RoleAssignmentStore(StoreTables tables)
{
    public async Task<IReadOnlyList<RoleGrant>> ReadAsync(string tenant, string userId, CancellationToken cancellation) =>
        [.. (await ListAsync(tenant, userId, cancellation)).Select(assigned => assigned.ToGrant())];

    /// <summary>The same as stored.</summary>
    public async Task<IReadOnlyList<StoredRole>> ListAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var found = new List<StoredRole>();
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(Of(tenant, userId), cancellationToken: cancellation))
        {
            if (Enum.TryParse<Role>(row.GetString("Role"), out var role))
                found.Add(new(row.RowKey, new(role, row.GetString("UnitId"))));
        }

        return found;
    }

    /// <summary>Gives and takes roles of a user: all of it, or nothing.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="given">New ones.</param>
    /// <param name="taken">Those that end; together at most 99.</param>
    /// <param name="tree">The organization units as the decision saw them: none of them goes while a role comes into it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>False where the units or the roles were changed meanwhile, and nothing is written.</returns>
    public async Task<bool> WriteAsync(
        string tenant, string userId, IEnumerable<AssignedRole> given, IEnumerable<StoredRole> taken, StoredTree tree, CancellationToken cancellation)
    {
        List<TableTransactionAction> actions =
        [
            UnitStore.Guard(tenant, tree),
            .. taken.Select(role => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(tenant, role.Key), ETag.All)),
            .. given.Select(role => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity(tenant, TenantKeys.RoleAssignment(userId, $"{role.Role}|{role.UnitId}")) { ["Role"] = role.Role.ToString(), ["UnitId"] = role.UnitId })),
        ];
        try
        {
            await tables.Tenants.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return false;
        }
    }

    /// <summary>How many roles hold in a unit, whoever has them.</summary>
    public async Task<int> CountInUnitAsync(string tenant, string unit, CancellationToken cancellation)
    {
        var count = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"role|"} and RowKey lt {"role}"} and UnitId eq {unit}");
        await foreach (var _ in tables.Tenants.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            count++;
        return count;
    }

    /// <summary>All of a user's rows.</summary>
    public async Task<IReadOnlyList<TableEntity>> ListRowsAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(Of(tenant, userId), cancellationToken: cancellation))
            rows.Add(row);
        return rows;
    }

    /// <summary>Takes roles as they were read; one that was given again since stays.</summary>
    public async Task RemoveAsync(IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            try
            {
                await tables.Tenants.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            }
            catch (RequestFailedException failure) when (failure.Status is 404 or 412)
            {
                // It was taken, or given again.
                continue;
            }
        }
    }

    private static string Of(string tenant, string userId)
    {
        var prefix = TenantKeys.RoleAssignments(userId);
        return TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
    }
}

/// <summary>A role that was given by hand.</summary>
/// <param name="UnitId">The unit that it holds in, with all below; null: the whole tenant, as rows of former versions may say.</param>
internal sealed record AssignedRole(Role Role, string? UnitId);

/// <summary>The same as stored.</summary>
internal sealed record StoredRole(string Key, AssignedRole Assigned)
{
    public RoleGrant ToGrant() => new(Assigned.Role, Assigned.UnitId is { } unit ? new GrantScope.Unit(unit) : new GrantScope.WholeTenant());
}
