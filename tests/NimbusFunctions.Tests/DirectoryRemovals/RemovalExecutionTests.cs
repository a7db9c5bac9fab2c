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

public sealed class RemovalExecutionTests : IDisposable
{
    private const string Tenant = "6b5b7c3e-0000-0000-0000-000000000001";
    private const string Run = "20261122T100000-2";

    private readonly ManualTimeProvider time = new(Now);
    private readonly StoreTables tables;
    private readonly RemovalStore removals;
    private readonly UserStore users;
    private readonly SyncProgress progress;
    private readonly RunTally tally = new(RunCounts.Zero, []);

    public RemovalExecutionTests()
    {
        var stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new StoreTables(name => stored[name]);
        removals = new(tables);
        users = new(tables);
        progress = new(time, Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CarryOut_RowIsNewerThanTheProof_WaitsForTheNextRunAndStaysApproved()
    {
        var fast = User(1, "a") with { AsOf = Now.AddMinutes(2) };
        await users.WriteAsync(Tenant, [new(fast, null)], Stop);
        var slice = await SliceAsync(From(1, "a") with { Run = Run, Plan = "plan", ApprovedBy = "somebody" });

        var done = await Execution.CarryOutAsync(slice, slice.Removals.Ready);

        Assert.Equal(0, done);
        Assert.Empty(slice.Removals.Ready);
        Assert.True(tally.SecondLook);
        // A hint would have this run prove it again and again, for as long as the clocks differ.
        Assert.Equal(0, await new HintStore(tables).CountAsync(Tenant, Stop));
        Assert.Equal(UserState.Active, (await users.FindManyAsync(Tenant, [Id(1)], Stop))[Id(1)].User.State);
        var next = await RemovalBook.OpenAsync(removals, Tenant, "20261122T100100-3", Stop);
        Assert.Equal("somebody", Assert.Single(next.ToProveAgain).ApprovedBy);
    }

    [Fact]
    public async Task CarryOut_RowIsOlderThanTheProof_IsDone()
    {
        await users.WriteAsync(Tenant, [new(User(1, "a"), null)], Stop);
        var slice = await SliceAsync(From(1, "a") with { Run = Run });

        Assert.Equal(1, await Execution.CarryOutAsync(slice, slice.Removals.Ready));

        Assert.Equal(UserState.Departed, (await users.FindManyAsync(Tenant, [Id(1)], Stop))[Id(1)].User.State);
        Assert.Empty(await removals.ReadAsync(Tenant, Stop));
    }

    [Fact]
    public async Task CarryOut_TenantWasTakenAway_WritesNothing()
    {
        await users.WriteAsync(Tenant, [new(User(1, "a"), null)], Stop);
        var slice = await SliceAsync(From(1, "a") with { Run = Run });
        await tables.Tenants.DeleteEntityAsync(Tenant, TenantKeys.Tenant, cancellationToken: Stop);

        await Assert.ThrowsAsync<TenantRemovedException>(() => Execution.CarryOutAsync(slice, slice.Removals.Ready));

        Assert.Equal(UserState.Active, (await users.FindManyAsync(Tenant, [Id(1)], Stop))[Id(1)].User.State);
    }

    public void Dispose() => progress.Dispose();

    private RemovalExecution Execution => new(
        new PlanStore(tables),
        new MembershipStore(tables, new MemberHistory(tables), time),
        new HintStore(tables),
        new LedgerStore(tables),
        time,
        NullLogger<RemovalExecution>.Instance);

    /// <summary>A slice of a tenant with one removal to carry out; nothing of it asks Graph.</summary>
    private async Task<SliceContext> SliceAsync(Removal removal)
    {
        var tenants = new TenantStore(tables);
        await tenants.CreateAsync(new(Tenant, TenantState.Active, 1, Now), "{}", "test", Stop);
        var state = new SyncStateStore(tables, time);
        var book = await RemovalBook.OpenAsync(removals, Tenant, Run, Stop);
        await book.PutAsync([removal], Stop);
        await book.AssignAsync([removal], removal.Plan, Stop);
        return new(
            Tenant, Run, null!, null!, new(users, Tenant), null!, AdministratorGroups.None, new(), book, tally, progress,
            new(state, tenants, Tenant, await state.TakeLeaseAsync(Tenant, Stop)));
    }
}
