using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>Licences and flags beside a sync that rewrites the same rows.</summary>
public sealed class EntitlementTests
{
    private const string Tenant = "6b5b7c3e-0000-0000-0000-000000000001";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly Entitlement Some = new(UserLicences.ContactCenter | UserLicences.Email, true);

    private readonly ManualTimeProvider time = new(Now);
    private readonly StoreTables tables;

    public EntitlementTests()
    {
        var stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new StoreTables(name => stored[name]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static NimbusUser User { get; } = new(
        Arbitraries.Id(1), UserDetails.None, "unit", UserSource.Synced, UserState.Active, [new("sales", Role.TeamMember)], Now);

    [Fact]
    public async Task Entitle_UserGoesIntoTheBinAndComesBack_KeepsAll()
    {
        var rows = await EntitledAsync();

        await rows.WriteAsync([UserDecision.SoftDelete(User, Now.AddHours(1))], Stop);
        Assert.Equal(Some, (await StoredAsync()).Entitlement);
        await rows.WriteAsync([User with { AsOf = Now.AddHours(2) }], Stop);

        Assert.Equal(Some, (await StoredAsync()).Entitlement);
        Assert.Equal(UserState.Active, (await StoredAsync()).User.State);
    }

    [Fact]
    public async Task Entitle_UserIsGoneForGood_LeavesNothing()
    {
        var rows = await EntitledAsync();

        await rows.WriteAsync([UserDecision.Delete(User, Now.AddHours(1))], Stop);

        Assert.Equal(Entitlement.None, (await StoredAsync()).Entitlement);
    }

    [Fact]
    public async Task Entitle_RowChangedMeanwhile_WritesNothing()
    {
        var users = new UserStore(tables);
        await users.WriteAsync(Tenant, [new(User, null)], Stop);
        var read = await StoredAsync();
        await users.WriteAsync(Tenant, [new(UserDecision.SoftDelete(User, Now), read.ETag)], Stop);

        Assert.False(await users.EntitleAsync(Tenant, read, Some, Stop));
        Assert.Equal(Entitlement.None, (await StoredAsync()).Entitlement);
    }

    [Fact]
    public async Task Put_MemberWhoStays_KeepsTheFlagWhateverTheRole()
    {
        await PutAsync(Role.TeamMember, known: false, active: true);
        await Memberships.SetActiveAsync(Tenant, "sales", User.Id, false, Stop);
        time.Advance(TimeSpan.FromHours(1));

        await PutAsync(Role.TeamOwner, known: true, active: true);

        Assert.Equal(new Member(User.Id, Role.TeamOwner, Now, false), await Memberships.FindAsync(Tenant, "sales", User.Id, Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_MemberWhoComesBack_BeginsAsTheServiceSays(bool immediately)
    {
        await PutAsync(Role.TeamMember, known: false, active: !immediately);
        await Memberships.RemoveAsync(Tenant, "sales", [User.Id], "member-left", Stop);
        Assert.False(await Memberships.SetActiveAsync(Tenant, "sales", User.Id, true, Stop));

        await PutAsync(Role.TeamMember, known: false, active: immediately);

        Assert.Equal(immediately, (await Memberships.FindAsync(Tenant, "sales", User.Id, Stop))!.IsActive);
    }

    [Fact]
    public void List_OfAReading_IsTheListWhateverTheRowsAgreeOn()
    {
        var reading = new ServiceReading(
            new(new(HintKind.Service, "sales"), default), "sales", null, null, new Dictionary<string, Role> { [User.Id] = Role.TeamMember }, new Dictionary<string, string>());

        Assert.Contains(User.Id, (reading with { Stored = new Dictionary<string, Role>() }).List.Keys);
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    public void Forbidden_Member_SwitchesTheOwnFlagWhereTheServiceLetsHim(bool own, bool may, bool forbidden)
    {
        var service = PresenceRouting.Cases.Service() with { MemberMayToggleActive = may };

        Assert.Equal(forbidden, ActiveEndpoints.Forbidden(service, own) is not null);
    }

    [Theory]
    [InlineData(new[] { "ContactCenter", "Email" }, null)]
    [InlineData(new string[0], null)]
    [InlineData(new[] { "ContactCenter", "contactcenter" }, "'contactcenter'")]
    [InlineData(new[] { "None" }, "'None'")]
    [InlineData(new[] { "a", "b", "c", "d", "e", "f", "g", "h" }, "at most 7")]
    public void Fault_OfLicences_NamesWhatIsWrong(string[] licences, string? fault)
    {
        if (fault is null)
            Assert.Null(new LicencesBody(licences).Fault());
        else
            Assert.Contains(fault, new LicencesBody(licences).Fault(), StringComparison.Ordinal);
    }

    private MembershipStore Memberships => new(tables, new MemberHistory(tables), time);

    private Task PutAsync(Role role, bool known, bool active) =>
        Memberships.PutAsync(Tenant, "sales", [KeyValuePair.Create(User.Id, role)], _ => known, active, Stop);

    private async Task<StoredUser> StoredAsync() => (await new UserStore(tables).FindStoredAsync(Tenant, User.Id, Stop))!;

    private async Task<UserRows> EntitledAsync()
    {
        var users = new UserStore(tables);
        await users.WriteAsync(Tenant, [new(User, null)], Stop);
        Assert.True(await users.EntitleAsync(Tenant, await StoredAsync(), Some, Stop));
        var rows = new UserRows(users, Tenant);
        await rows.LoadAsync(Stop);
        return rows;
    }
}
