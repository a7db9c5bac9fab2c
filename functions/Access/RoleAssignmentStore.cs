using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Access;

/// <summary>Roles that somebody assigned, besides those that come from teams: rows of <c>Tenants</c>.</summary>
internal sealed class RoleAssignmentStore(StoreTables tables)
{
    public async Task<IReadOnlyList<RoleGrant>> ReadAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var grants = new List<RoleGrant>();
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(Of(tenant, userId), cancellationToken: cancellation))
        {
            if (Enum.TryParse<Role>(row.GetString("Role"), out var role))
                grants.Add(new(role, row.GetString("UnitId") is { } unit ? new GrantScope.Unit(unit) : new GrantScope.WholeTenant()));
        }

        return grants;
    }

    /// <summary>Takes all of a user's roles.</summary>
    public async Task RemoveAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(Of(tenant, userId), null, ["RowKey"], cancellation))
            keys.Add(row.RowKey);
        await tables.Tenants.DeleteInChunksAsync(tenant, keys, cancellation);
    }

    private static string Of(string tenant, string userId)
    {
        var prefix = TenantKeys.RoleAssignments(userId);
        return TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
    }
}
