using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants.Units;

/// <summary>Counts what lies in an organization unit.</summary>
internal sealed class UnitContentsReader(StoreTables tables, ServiceStore services, ConfigurationStore configuration, AddressBookStore books, RoleAssignmentStore roles)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="tree">Its units.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="cancellation">Ends the counting.</param>
    public async Task<UnitContents> ReadAsync(string tenant, UnitTree tree, string unit, CancellationToken cancellation) => new(
        tree.ChildrenOf(unit).Count(),
        (await services.ListAsync(tenant, cancellation)).Count(stored => stored.Service.OrganizationUnitId == unit),
        await UsersAsync(tenant, unit, cancellation),
        await configuration.CountInUnitAsync(tenant, unit, cancellation),
        (await books.ListAsync(tenant, cancellation)).Count(stored => stored.Book.IsUsable && stored.Book.OrganizationUnitId == unit),
        await roles.CountInUnitAsync(tenant, unit, cancellation));

    /// <summary>Those in the bin and those who departed count: they come back to where they lay.</summary>
    private async Task<int> UsersAsync(string tenant, string unit, CancellationToken cancellation)
    {
        var (first, end, count) = ($"{tenant}|", $"{tenant}}}", 0);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and UnitId eq {unit}");
        await foreach (var row in tables.Users.QueryAsync<TableEntity>(filter, null, ["State"], cancellation))
            count += row.Word<UserState>("State") == UserState.Gone ? 0 : 1;
        return count;
    }
}
