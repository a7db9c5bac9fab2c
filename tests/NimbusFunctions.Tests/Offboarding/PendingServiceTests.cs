using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Offboarding;

/// <summary>What the sync makes of a service whose deletion awaits its confirmation.</summary>
public sealed class PendingServiceTests : IDisposable
{
    private const string Tenant = "10000000-0000-0000-0000-000000000005";

    private readonly ManualTimeProvider time = new();
    private readonly StoreTables tables;
    private readonly ServiceStore services;
    private readonly SyncProgress progress;

    public PendingServiceTests()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new(name => memory[name]);
        services = new(tables);
        progress = new(time, Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => progress.Dispose();

    [Theory]
    [InlineData(ServiceState.TeamSoftDeleted)]
    [InlineData(ServiceState.TeamGone)]
    [InlineData(ServiceState.Operational)]
    internal async Task When_TheTeamVanishesMeanwhile_Should_StayPendingAndShowItWhenCalledOff(ServiceState fate)
    {
        var asked = ServiceDeletion.Ask(Operational(), time.GetUtcNow());
        Assert.Null(await services.CreateAsync(Tenant, asked, Stop));

        await SettleAsync(fate);
        var pending = (await services.FindAsync(Tenant, asked.Id, Stop))!;
        Assert.Equal((ServiceState.PendingDeletion, true, asked.StateSince, 0), (pending.Service.State, pending.Service.AwaitsConfirmation, pending.Service.StateSince, pending.Service.MemberCount));

        await services.UpdateAsync(Tenant, [(pending, ServiceDeletion.Cancel(pending.Service, time.GetUtcNow())!)], Stop);
        await SettleAsync(fate);
        Assert.Equal(fate, (await services.FindAsync(Tenant, asked.Id, Stop))!.Service.State);
    }

    /// <summary>A run has read the team and found nobody there any more.</summary>
    private async Task SettleAsync(ServiceState fate)
    {
        var hints = new HintStore(tables);
        await hints.AddAsync(Tenant, [new(HintKind.Service, "desk")], Stop);
        var hint = (await hints.NextAsync(Tenant, HintKind.Service, "", 1, Stop))[0];
        var stored = await services.FindAsync(Tenant, "desk", Stop);
        var reading = new ServiceReading(hint, "desk", stored, "team", new Dictionary<string, Role>(), new Dictionary<string, string>());
        var store = new ServiceOutcomeStore(
            new MembershipStore(tables, new MemberHistory(tables), time), new DepartureStore(tables), services, hints, time);
        await store.StoreAsync(
            await SliceAsync(), [ServiceOutcome.Open(reading, null) with { Settled = true, State = fate, Members = 0 }], new HashSet<string>());
    }

    private async Task<SliceContext> SliceAsync()
    {
        var state = new SyncStateStore(tables, time);
        return new(
            Tenant, "run", null!, null!, new(new UserStore(tables), Tenant), null!, AdministratorGroups.None, new(), await RemovalBook.OpenAsync(new(tables), Tenant, "run", Stop),
            new(RunCounts.Zero, []), progress, new(state, new TenantStore(tables), Tenant, await state.TakeLeaseAsync(Tenant, Stop)));
    }

    private Service Operational() => new(
        "desk", "desk@x.example", "Desk", "MsTeams", "team", "unit", "ContactCenter", [], false, false, true, true,
        "Normal", "TeamOwner", ServiceState.Operational, 3, time.GetUtcNow());
}
