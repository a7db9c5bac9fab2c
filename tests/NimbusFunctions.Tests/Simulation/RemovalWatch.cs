using Azure.Data.Tables;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// At every write: nobody loses access, or a service, without having been away shortly before. A slice lives four
/// minutes, so what it acts on is no older than that, with some time for neighbours that hang. What a plan holds stays.
/// </summary>
internal sealed class RemovalWatch(World world)
{
    private static readonly TimeSpan LongestUseOfNews = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(string Tenant, string User), NimbusUser> known = [];

    /// <summary>All rows of the tenant are gone.</summary>
    public void Forget(DayTenant tenant)
    {
        foreach (var key in known.Keys.Where(key => key.Tenant == tenant.Id).ToList())
            known.Remove(key);
    }

    public void Written(string table, IReadOnlyList<ITableEntity> rows)
    {
        if (table != "Users")
            return;
        foreach (var row in rows)
        {
            var tenant = world.Tenants.Single(tenant => row.PartitionKey.StartsWith(tenant.Id, StringComparison.Ordinal));
            var stored = world.Tables[table].GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey).GetAwaiter().GetResult();
            var after = stored.HasValue ? UserRow.Read(stored.Value!).User : null;
            Compare(tenant, row.RowKey, known.GetValueOrDefault((tenant.Id, row.RowKey)), after);
            if (after is not null)
                known[(tenant.Id, row.RowKey)] = after;
        }
    }

    private void Compare(DayTenant tenant, string id, NimbusUser? before, NimbusUser? after)
    {
        var held = Held(tenant, id);
        world.Trace.Add($"  user {id}: {after?.State} [{Membership.Write(after?.Memberships ?? [])}] as of {after?.AsOf:HH:mm:ss.fff}");
        if (before is not { State: UserState.Active } || after is null)
            return;
        var since = world.Time.GetUtcNow() - LongestUseOfNews;
        if (after.State is UserState.SoftDeleted or UserState.Gone && !tenant.Away.WasAway(id, since))
            world.Fail($"{id} was removed as {after.State} and was in the directory all the time.");
        if (after.State is UserState.SoftDeleted or UserState.Gone && held.Contains(""))
            world.Fail($"{id} was removed as {after.State}, which a plan holds.");
        foreach (var lost in before.Memberships.Select(membership => membership.ServiceId)
            .Except(after.Memberships.Select(membership => membership.ServiceId)))
        {
            if (!tenant.Away.WasAway(id, lost, since))
                world.Fail($"{id} lost {lost} and was in its team all the time.");
            // Whoever deletes a service ends its memberships, held or not.
            if (after.State is UserState.Active or UserState.Departed && held.Contains(lost) && tenant.Groups.ContainsKey(lost))
                world.Fail($"{id} lost {lost}, which a plan holds.");
        }
    }

    /// <summary>What held plans would take from the user, by service; empty: the user as a whole.</summary>
    private HashSet<string> Held(DayTenant tenant, string id) =>
        [.. new RemovalStore(new(name => world.Tables[name])).ReadAsync(tenant.Id, CancellationToken.None, id, id).GetAwaiter().GetResult()
            .Where(removal => removal.IsHeld).Select(removal => removal.ServiceId)];
}
