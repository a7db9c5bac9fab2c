using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>After quiet Nimbus equals the directory: users with services, roles and details, services with state and count.</summary>
internal sealed class FinalState(World world, DayTenant tenant)
{
    private readonly StoreTables tables = new(name => world.Tables[name]);

    private readonly Dictionary<string, NimbusUser> stored = new(StringComparer.Ordinal);

    /// <summary>When the next run is due; a tenant whose runs kept failing waits up to a day.</summary>
    public async Task<DateTimeOffset> NextDueAsync() =>
        (await new SyncStateStore(tables, world.Time).ReadScheduleAsync(tenant.Id, CancellationToken.None)).Schedule.NextDue;

    /// <summary>Whether nothing is left to be looked at, and a run has begun since then.</summary>
    public async Task<bool> IsSettledAsync(DateTimeOffset since = default)
    {
        var state = new SyncStateStore(tables, world.Time);
        var (schedule, _) = await state.ReadScheduleAsync(tenant.Id, CancellationToken.None);
        return schedule.Outstanding is null
            && (await state.ReadLastRunAsync(tenant.Id, CancellationToken.None))?.Started > since + world.Weather.LargestSkew
            && await new HintStore(tables).CountAsync(tenant.Id, CancellationToken.None) == 0
            && (await new RemovalStore(tables).ReadAsync(tenant.Id, CancellationToken.None)).Count == 0;
    }

    public async Task CompareAsync()
    {
        var removals = await new RemovalStore(tables).ReadAsync(tenant.Id, CancellationToken.None);
        foreach (var removal in removals)
            world.Trace.Add($"left over: {removal}");
        if (!await IsSettledAsync())
            world.Fail("Something was never settled: hints or removals are left, or the schedule waits for a run.");
        await foreach (var user in new UserStore(tables).ReadAllAsync(tenant.Id, CancellationToken.None))
            stored[user.User.Id] = user.User;
        var present = tenant.Directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null).ToDictionary(user => user.Id.ToString("D"));
        foreach (var id in present.Keys.Union(stored.Keys))
            CompareUser(id, present.GetValueOrDefault(id));
        await CompareServicesAsync();
    }

    private void CompareUser(string id, SimulatedUser? present)
    {
        var expected = tenant.Groups.Keys.Select(service => (Service: service, Role: tenant.RoleOf(id, service)))
            .Where(entry => entry.Role is not null).Select(entry => new Membership(entry.Service, entry.Role!.Value)).ToList();
        var row = stored.GetValueOrDefault(id);
        var found = row is { State: UserState.Active } ? row.Memberships : [];
        if (Membership.Write(expected) != Membership.Write(found))
            world.Fail($"{id} should be in [{Membership.Write(expected)}] and is {row?.State} in [{Membership.Write(found)}].");
        else if (expected.Count == 0 && row is { State: UserState.Active })
            world.Fail($"{id} has access and belongs nowhere.");
        else if (expected.Count > 0 && row!.Details != DetailsOf(present!))
            world.Fail($"{id} has details {row.Details} and should have {DetailsOf(present!)}.");
    }

    private async Task CompareServicesAsync()
    {
        var found = (await new ServiceStore(tables).ListAsync(tenant.Id, CancellationToken.None)).ToDictionary(service => service.Service.Id, service => service.Service);
        var expected = tenant.Groups.Where(group => !group.Key.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal)).ToList();
        foreach (var id in found.Keys.Except(expected.Select(service => service.Key)))
            world.Fail($"{id} was deleted and is there as {found[id].State}.");
        foreach (var (id, team) in expected)
            await CompareServiceAsync(found.GetValueOrDefault(id), id, tenant.Directory.FindGroup(team));
    }

    private async Task CompareServiceAsync(Service? found, string id, SimulatedGroup? team)
    {
        var right = team switch
        {
            // Whether a team is in the bin or gone for good only the delta tells, and its word may be lost.
            null => found is { State: ServiceState.TeamGone or ServiceState.TeamSoftDeleted },
            { DeletedAt: not null } => found is { State: ServiceState.TeamSoftDeleted },
            _ => found is { State: ServiceState.Operational },
        };
        if (!right)
        {
            world.Fail($"{id} is {found?.State}; its team is {(team is null ? "gone" : team.DeletedAt is null ? "there" : "deleted")}.");
            return;
        }

        if (found!.State != ServiceState.Operational)
            return;
        var members = stored.Keys.Where(user => tenant.RoleOf(user, id) is not null).Order(StringComparer.Ordinal).ToList();
        var list = (await new MembershipStore(tables, new MemberHistory(tables), world.Time).ReadAsync(tenant.Id, id, CancellationToken.None))
            .Where(member => stored[member.Key].State != UserState.SoftDeleted).ToList();
        if (!list.Select(member => member.Key).Order(StringComparer.Ordinal).SequenceEqual(members))
            world.Fail($"{id} lists {string.Join(' ', list.Select(member => member.Key))} and has {string.Join(' ', members)}.");
        else if (list.Find(member => member.Value != tenant.RoleOf(member.Key, id)) is { Key: not null } wrong)
            world.Fail($"{id} lists {wrong.Key} as {wrong.Value}.");
        if (found.MemberCount != members.Count)
            world.Fail($"{id} counts {found.MemberCount} members and has {members.Count}.");
    }

    private static UserDetails DetailsOf(SimulatedUser user) => new(
        user.DisplayName ?? "", user.GivenName ?? "", user.Surname ?? "", user.UserPrincipalName, user.Department ?? "", user.Mail ?? "");
}
