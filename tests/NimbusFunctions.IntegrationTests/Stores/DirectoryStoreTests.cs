using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Tables;

namespace NimbusFunctions.IntegrationTests.Stores;

public class DirectoryStoreTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    [Fact]
    public async Task Users_WrittenAndRead_AreTheSame()
    {
        var users = new UserStore(Tables);
        var people = Enumerable.Range(1, 1200).Select(User).ToList();

        var written = await users.WriteAsync(Tenant, [.. people.Select(user => new UserWrite(user, null))], Stop);

        Assert.Equal(1200, written.Count);
        var found = await users.FindManyAsync(Tenant, [.. people.Select(user => user.Id), Guid.NewGuid().ToString()], Stop);
        Assert.All(people, user => Assert.True(UserDecision.Same(user, found[user.Id].User)));
        Assert.All(written, tag => Assert.Equal(tag.Value, found[tag.Key].ETag));
        Assert.Equal(1200, found.Count);
    }

    [Fact]
    public async Task Users_ChangedByOthers_AreNotOverwrittenAndTheRestIs()
    {
        var users = new UserStore(Tables);
        var people = Enumerable.Range(1, 40).Select(User).ToList();
        var tags = await users.WriteAsync(Tenant, [.. people.Select(user => new UserWrite(user, null))], Stop);
        await users.WriteAsync(Tenant, [new(people[3] with { Source = UserSource.Manual }, tags[people[3].Id])], Stop);

        var written = await users.WriteAsync(
            Tenant, [.. people.Select(user => new UserWrite(user with { State = UserState.SoftDeleted }, tags[user.Id]))], Stop);

        Assert.DoesNotContain(people[3].Id, written.Keys);
        Assert.Equal(39, written.Count);
        Assert.Equal(UserState.Active, (await users.FindAsync(Tenant, people[3].Id, Stop))!.State);
    }

    [Fact]
    public async Task Users_NewRowThatIsThere_IsNotOverwritten()
    {
        var users = new UserStore(Tables);
        await users.WriteAsync(Tenant, [new(User(1), null)], Stop);

        Assert.Empty(await users.WriteAsync(Tenant, [new(User(1) with { State = UserState.Departed }, null)], Stop));
    }

    [Fact]
    public async Task Users_GoneForGood_LeaveNoDetails()
    {
        var users = new UserStore(Tables);
        var tags = await users.WriteAsync(Tenant, [new(User(1), null)], Stop);
        await users.WriteAsync(
            Tenant, [new(User(1) with { State = UserState.Gone, Details = UserDetails.None, Memberships = [] }, tags[User(1).Id])], Stop);

        Assert.Equal(UserDetails.None, (await users.FindAsync(Tenant, User(1).Id, Stop))!.Details);
    }

    [Fact]
    public async Task Hints_AddedTwice_TakeTheStrongerWordOfBoth()
    {
        var hints = new HintStore(Tables);
        await hints.AddAsync(Tenant, [new(HintKind.User, "a", Tombstone.Changed), new(HintKind.User, "b")], Stop);
        var first = await hints.NextAsync(Tenant, HintKind.User, "", 10, Stop);
        await hints.AddAsync(Tenant, [new(HintKind.User, "a", Tombstone.Deleted), new(HintKind.User, "c"), new(HintKind.Service, "s", Full: true)], Stop);

        var found = await hints.NextAsync(Tenant, HintKind.User, "", 10, Stop);

        Assert.Equal(["a", "b", "c"], found.Select(stored => stored.Hint.Subject));
        Assert.Equal(Tombstone.Deleted, found[0].Hint.Tombstone);
        Assert.Equal(4, await hints.CountAsync(Tenant, Stop));
        // What was read before the hint was renewed cannot remove it.
        await hints.CloseAsync(Tenant, [(first[0], null), (first[1], null)], Stop);
        Assert.Equal(["a", "c"], (await hints.NextAsync(Tenant, HintKind.User, "", 10, Stop)).Select(stored => stored.Hint.Subject));
    }

    [Fact]
    public async Task Lease_TakenByAnother_IsNotRenewed()
    {
        var state = new SyncStateStore(Tables, TimeProvider.System);
        var old = await state.TakeLeaseAsync(Tenant, Stop);
        Assert.NotNull(old = await state.RenewLeaseAsync(Tenant, old, Stop));
        var fresh = await state.TakeLeaseAsync(Tenant, Stop);

        Assert.Null(await state.RenewLeaseAsync(Tenant, old, Stop));
        Assert.True(fresh.Number > old.Number);
        Assert.NotNull(await state.RenewLeaseAsync(Tenant, fresh, Stop));
    }

    [Fact]
    public async Task Services_TwoCreatorsOfOneUpn_OneWins()
    {
        var services = new ServiceStore(Tables);

        var inTheWay = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            services.CreateAsync(Tenant, Service($"service-{number}", "same@contoso.example"), Stop)));

        Assert.Single(inTheWay, row => row is null);
        Assert.Single(await services.ListAsync(Tenant, Stop));
    }

    [Fact]
    public async Task Services_Removed_FreeTheirUpn()
    {
        var services = new ServiceStore(Tables);
        await services.CreateAsync(Tenant, Service("one", "same@contoso.example"), Stop);
        await services.RemoveAsync(Tenant, Service("one", "same@contoso.example"), Stop);

        Assert.Null(await services.CreateAsync(Tenant, Service("two", "same@contoso.example"), Stop));
    }

    private static NimbusUser User(int number) => new(
        $"00000000-0000-0000-0000-{number:D12}",
        new($"Display {number}", "", "Sür'name", $"u{number}@contoso.example", "", ""),
        "unit",
        UserSource.Synced,
        UserState.Active,
        [new("sales", Role.TeamMember)],
        Now);

    private static Service Service(string id, string upn) => new(
        id, upn, id, "None", null, "unit", "AdvancedRouting", ["Call"], false, false, true, true, "Normal", "TeamOwner",
        ServiceState.Operational, 0, Now);
}
