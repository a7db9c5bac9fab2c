using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>The rows that a first sync leaves, as the store's own classes read them.</summary>
/// <param name="Users">Of <c>Users</c>.</param>
/// <param name="Services">Of <c>Services</c>.</param>
/// <param name="Members">Of <c>Memberships</c>, by service.</param>
internal sealed record StoredRows(
    IReadOnlyList<NimbusUser> Users,
    IReadOnlyList<Service> Services,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Role>> Members)
{
    public static async Task<StoredRows> ReadAsync(string connection, string tenant, CancellationToken stop)
    {
        StoreTables tables = new(new TableServiceClient(connection));
        MembershipStore memberships = new(tables, new MemberHistory(tables), TimeProvider.System);
        List<NimbusUser> users = [];
        await foreach (var stored in new UserStore(tables).ReadAllAsync(tenant, stop))
            users.Add(stored.User);

        List<Service> services = [.. (await new ServiceStore(tables).ListAsync(tenant, stop)).Select(stored => stored.Service)];
        Dictionary<string, IReadOnlyDictionary<string, Role>> members = [];
        foreach (var service in services)
            members[service.Id] = await memberships.ReadAsync(tenant, service.Id, stop);

        return new(users, services, members);
    }
}
