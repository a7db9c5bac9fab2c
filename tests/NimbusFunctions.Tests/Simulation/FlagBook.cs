using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// Somebody switches members' flags and gives licences while the sync rewrites the same rows. Whoever stays a member keeps
/// the flag, whoever comes back begins anew, and licences last as long as the user is not gone for good.
/// </summary>
internal sealed class FlagBook(World world, DayTenant tenant, SeededRandom random)
{
    private readonly StoreTables tables = new(name => world.Tables[name]);
    private readonly Dictionary<(string Service, string User), (bool Active, DateTimeOffset At)> flags = [];
    private readonly Dictionary<string, (Entitlement Given, DateTimeOffset At)> entitlements = new(StringComparer.Ordinal);

    private MembershipStore Memberships => new(tables, new MemberHistory(tables), world.Time);

    public async Task SwitchAsync()
    {
        var services = tenant.Groups.Keys.Where(id => !id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (services.Count == 0)
            return;
        var service = random.Pick(services);
        var members = (await Memberships.ReadAsync(tenant.Id, service, CancellationToken.None)).Keys.Order(StringComparer.Ordinal).ToList();
        if (members.Count == 0)
            return;
        var user = random.Pick(members);
        var active = random.Chance(0.3);
        if (await Memberships.SetActiveAsync(tenant.Id, service, user, active, CancellationToken.None))
            flags[(service, user)] = (active, world.Time.GetUtcNow());
        var (users, entitlement) = (new UserStore(tables), new Entitlement((UserLicences)random.Below(128), random.Chance(0.5)));
        if (await users.FindStoredAsync(tenant.Id, user, CancellationToken.None) is { User.IsVisible: true } stored
            && await users.EntitleAsync(tenant.Id, stored, entitlement, CancellationToken.None))
            entitlements[user] = (entitlement, world.Time.GetUtcNow());
    }

    private async Task<bool> HasLeftAsync(string service, string user)
    {
        await foreach (var (member, _) in new MemberHistory(tables).ReadAsync(tenant.Id, service, "", CancellationToken.None))
        {
            if (member.UserId == user)
                return true;
        }

        return false;
    }

    public async Task CheckAsync()
    {
        foreach (var service in tenant.Groups.Keys)
        {
            await foreach (var member in Memberships.ListAsync(tenant.Id, service, CancellationToken.None))
            {
                if (!flags.TryGetValue((service, member.UserId), out var flag) || (member.Since - flag.At)?.Duration() <= world.Weather.LargestSkew)
                    continue;
                // Only somebody who has left begins anew.
                var isNew = member.Since > flag.At;
                if (isNew && !(flag.At <= tenant.Wiped) && !await HasLeftAsync(service, member.UserId))
                    world.Fail($"{member.UserId} never left {service} and is a new member since {member.Since:u}.");
                var expected = isNew || flag.Active;
                if (member.IsActive != expected)
                    world.Fail($"{member.UserId} is active in {service}: {member.IsActive}; it was set to {flag.Active} at {flag.At:u}, a member since {member.Since:u}.");
            }
        }

        var forgotten = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in tables.Ledger.QueryAsync<TableEntity>())
        {
            if (row.GetString("Action") is LedgerActions.UserDeleted or LedgerActions.TombstoneExpired)
                forgotten.Add(row.GetString("Subject")!);
        }

        foreach (var (user, (entitlement, at)) in entitlements)
        {
            if (!forgotten.Contains(user) && !(at <= tenant.Wiped)
                && await new UserStore(tables).FindStoredAsync(tenant.Id, user, CancellationToken.None) is { User.State: not UserState.Gone } stored
                && stored.Entitlement != entitlement)
                world.Fail($"{user} has {stored.Entitlement} and was given {entitlement}.");
        }
    }
}
