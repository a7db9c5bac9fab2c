using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Deletion;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Configuration;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Users;

/// <summary>A user with roles and licences whom somebody forgets, and whom a team brings back meanwhile.</summary>
internal sealed class ForgettingScene
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const string User = "20000000-0000-0000-0000-00000000000a";
    private const string Author = "user:x";

    // Shared with the process at hand, so that its turns do not count what is done here.
    private readonly StoreTables tables;

    private ForgettingScene(StoreTables tables) => this.tables = tables;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static Role[] Given { get; } = [Role.UserSupervisor, Role.ServiceSupervisor];

    public static async Task<ForgettingScene> StartAsync(UserState state)
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: TimeProvider.System));
        var scene = new ForgettingScene(new(name => memory[name]));
        var lost = Now.AddDays(-31);
        var user = new NimbusUser(
            User, UserDetails.None, "unit", state == UserState.Active ? UserSource.Manual : UserSource.Synced, state, [], lost,
            state == UserState.Active ? null : lost + NimbusUser.TombstoneLife);
        await scene.tables.Users.AddEntityAsync(UserRow.Write(Tenant, user), Stop);
        await new UserStore(scene.tables).EntitleAsync(Tenant, (await scene.FindAsync())!, new(UserLicences.Interact, true), Stop);
        await scene.GiveAsync(Given);
        return scene;
    }

    public Task<StoredUser?> FindAsync() => new UserStore(tables).FindStoredAsync(Tenant, User, Stop);

    public async Task<IReadOnlyList<Role>> RolesAsync() => [.. (await new RoleAssignmentStore(tables).ReadAsync(Tenant, User, Stop)).Select(grant => grant.Role).Order()];

    public async Task GiveAsync(params Role[] roles)
    {
        foreach (var role in roles)
        {
            await tables.Tenants.UpsertEntityAsync(
                new TableEntity(Tenant, TenantKeys.RoleAssignment(User, $"{role}|")) { ["Role"] = role.ToString() }, TableUpdateMode.Replace, Stop);
        }
    }

    /// <summary>A team brings the user back, as the sync does it.</summary>
    /// <returns>The state that the user was in; null: there was none.</returns>
    public async Task<UserState?> BringBackAsync()
    {
        var rows = new UserRows(new UserStore(tables), Tenant);
        var before = (await rows.FindAsync([User], Stop)).GetValueOrDefault(User)?.User;
        var after = UserDecision.Join(before, new(User, UserDetails.None, false), new("team", Role.TeamMember), "unit", Now);
        Assert.Empty(await rows.WriteAsync([after], Stop));
        return before?.State;
    }

    /// <summary>Purges the rows that are over, as the page says that was read before.</summary>
    public async Task PurgeAsync(Turn? turn = null, IReadOnlyList<TableEntity>? page = null)
    {
        var behind = Behind(turn);
        var slice = new PurgeSlice(
            Tenant, Now, new GuardWatch(_ => Task.FromResult(new GuardView(RetentionDays.Of(_ => 30), false, [], [])), TimeProvider.System), new PurgePace(100, TimeProvider.System), TimeProvider.System);
        await new TombstoneRemoval(new UserStore(behind), new LedgerStore(behind)).RemoveAsync(slice, page ?? await PageAsync(), Stop);
    }

    /// <summary>Rows of users without access whose time is over.</summary>
    public async Task<IReadOnlyList<TableEntity>> PageAsync()
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.Users.QueryAsync<TableEntity>(UserRow.OfBucket(Tenant, StableHash.Bucket(User)), null, ["PartitionKey", "RowKey", "State", "TombstoneUntil"], Stop))
        {
            if (RowSources.Tombstones.TimeOf!(row) <= Now.AddDays(-30))
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>Deletes the user by hand.</summary>
    public async Task<Problem?> DeleteAsync(Turn? turn = null)
    {
        var behind = Behind(turn);
        var (users, memberships) = (new UserStore(behind), new MembershipStore(behind, new MemberHistory(behind), TimeProvider.System));
        var deletion = new UserDeletion(
            users, memberships, new ReferenceStore(behind, [], TimeProvider.System), new LicenceSeats(behind, users, new ServiceStore(behind), TimeProvider.System),
            new DeletionReader(memberships, new UserTasks(behind), new GuardStore(behind)), new HintStore(behind), new LedgerStore(behind), TimeProvider.System);
        return await deletion.DeleteAsync(Tenant, User, Author, _ => true, Stop);
    }

    public async Task<IReadOnlyList<string>> LinesAsync() =>
        [.. (await new LedgerStore(tables).ReadDayAsync(Tenant, Now, Stop)).Where(line => line.Subject == User).Select(line => line.Action)];

    private StoreTables Behind(Turn? turn) => turn is null ? tables : tables.Through((_, table) => new TurnTable(table, turn));
}
