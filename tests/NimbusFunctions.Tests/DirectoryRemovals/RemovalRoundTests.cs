using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using static NimbusFunctions.Tests.DirectoryRemovals.Cases;

namespace NimbusFunctions.Tests.DirectoryRemovals;

public sealed class RemovalRoundTests : IDisposable
{
    private const string Tenant = "6b5b7c3e-0000-0000-0000-000000000001";
    private const string Run = "20261122T100000-2";

    private readonly ManualTimeProvider time = new(Now);
    private readonly StoreTables tables;
    private readonly SyncProgress progress;

    public RemovalRoundTests()
    {
        var stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new StoreTables(name => stored[name]);
        progress = new(time, Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recall_RunGoesOnAfterALongTime_ProvesAgainWhatItHadProven(bool first)
    {
        var slice = await SliceAsync(Whole(1) with { Run = Run, AsOf = Now.AddHours(-1) });

        await Round.RecallAsync(slice, first);

        Assert.Empty(slice.Removals.Ready);
        Assert.Single(slice.Removals.ToProveAgain);
        var hint = Assert.Single(await new HintStore(tables).NextAsync(Tenant, HintKind.User, "", 10, Stop)).Hint;
        Assert.Equal((Id(1), Tombstone.Changed), (hint.Subject, hint.Tombstone));
    }

    [Fact]
    public async Task Recall_RunGoesOnAtOnce_KeepsWhatItHasProven()
    {
        var slice = await SliceAsync(Whole(1) with { Run = Run, AsOf = Now.AddMinutes(-5) });

        await Round.RecallAsync(slice, first: false);

        Assert.Single(slice.Removals.Ready);
        Assert.Equal(0, await new HintStore(tables).CountAsync(Tenant, Stop));
    }

    [Fact]
    public async Task Recall_HeldForALongTime_StaysAsItWasFrozen()
    {
        var slice = await SliceAsync(Whole(1) with { Run = Run, AsOf = Now.AddHours(-1), Plan = "plan" });

        await Round.RecallAsync(slice, first: false);

        Assert.Equal(Run, Assert.Single(slice.Removals.All).Run);
        Assert.Equal(0, await new HintStore(tables).CountAsync(Tenant, Stop));
    }

    public void Dispose() => progress.Dispose();

    private RemovalRound Round
    {
        get
        {
            var (plans, users, ledger) = (new PlanStore(tables), new UserStore(tables), new LedgerStore(tables));
            var memberships = new MembershipStore(tables, new MemberHistory(tables), time);
            var hints = new HintStore(tables);
            return new(
                plans,
                new DepartureStore(tables),
                hints,
                new GuardReader(plans, users, memberships, time),
                new RemovalExecution(plans, memberships, hints, ledger, time, NullLogger<RemovalExecution>.Instance),
                new Refutation(plans, ledger, time, NullLogger<Refutation>.Instance),
                time,
                NullLogger<RemovalRound>.Instance);
        }
    }

    /// <summary>A slice of a tenant whose user has access, and with one removal; nothing of it asks Graph.</summary>
    private async Task<SliceContext> SliceAsync(Removal removal)
    {
        var users = new UserStore(tables);
        await users.WriteAsync(Tenant, [new(User(1, "a"), null)], Stop);
        var state = new SyncStateStore(tables, time);
        var book = await RemovalBook.OpenAsync(new(tables), Tenant, Run, Stop);
        await book.PutAsync([removal], Stop);
        return new(
            Tenant, Run, null!, null!, new(users, Tenant), null!, AdministratorGroups.None, new(), book, new(RunCounts.Zero, []), progress,
            new(state, new TenantStore(tables), Tenant, await state.TakeLeaseAsync(Tenant, Stop)));
    }
}
