using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Operations.Overview;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

public sealed class OverviewPatienceTests
{
    // As many as the overview reads at once, and more than it can wait for.
    private const int AtOnce = 8;
    private const int Many = 40;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ManyTenantsStall_AnswersAfterTwentySecondsWhatItHas()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewTenantsAsync(house, Many);
        var (overview, stalled) = Over(house);

        var reading = overview.ReadAsync(Stop);
        await UntilAsync(() => stalled.Asked == AtOnce);
        time.Advance(TimeSpan.FromSeconds(15));
        await UntilAsync(() => stalled.Asked == 2 * AtOnce);
        time.Advance(TimeSpan.FromSeconds(5));
        var answer = await reading.WaitAsync(Soon, TimeProvider.System, Stop);

        Assert.Equal((Many + 1, Many), (answer.Tenants.Count, answer.Totals.Unknown));
        Assert.Equal(2 * AtOnce, stalled.Asked);
        Assert.All(answer.Tenants.SkipLast(1), tenant => Assert.Null(tenant.Sync));
        Assert.Equal((ApiHouse.Tenant, "Alpenwerk"), (answer.Tenants[^1].Id, answer.Tenants[^1].Name));
        Assert.Empty(answer.Tenants[^1].Trouble);
    }

    [Fact]
    public async Task Gather_TheCallerGivesUp_EndsTheWhole()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewTenantsAsync(house, 2);
        var (overview, stalled) = Over(house);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var gathering = overview.GatherAsync(caller.Token);
        await UntilAsync(() => stalled.Asked == 2);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gathering.WaitAsync(Soon, TimeProvider.System, Stop));
    }

    [Fact]
    public async Task HeldReading_NeverAnswered_IsATimeoutAndNotSomebodyWhoHungUp()
    {
        var held = new HeldReading<string>(
            async stop =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                stop.ThrowIfCancellationRequested();
                return "";
            },
            time);

        var reading = held.ReadAsync(Stop);
        await UntilAsync(() => time.NextDue is not null);
        time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TimeoutException>(() => reading.WaitAsync(Soon, TimeProvider.System, Stop));
        Assert.True(reading.IsFaulted);
    }

    private (TenantsOverview Overview, StalledTable Stalled) Over(ApiHouse house)
    {
        var stalled = new StalledTable(house.Tables.SyncState, partition => partition.StartsWith("9000", StringComparison.Ordinal));
        var tables = house.Tables.Through((name, table) => name == stalled.Name ? stalled : table);
        var gathering = ActivatorUtilities.CreateInstance<TenantGathering>(house.Services, new SyncStateStore(tables, time));
        return (ActivatorUtilities.CreateInstance<TenantsOverview>(house.Services, gathering, time), stalled);
    }

    private static async Task NewTenantsAsync(ApiHouse house, int count)
    {
        var tenants = house.Services.GetRequiredService<TenantStore>();
        for (var number = 1; number <= count; number++)
        {
            await tenants.CreateAsync(
                new Tenant($"90000000-0000-0000-0000-{number:D12}", TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
                SettingsCatalogue.General.Write(new GeneralSection("Other", "other.example")), "operator", Stop);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Soon);
        while (!holds())
            await Task.Delay(5, patience.Token);
    }
}
