using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>A seed's days: rows grow old, settings and holds change, processes purge and die.</summary>
internal sealed class PurgeDays(PurgeWorld world)
{
    private const int OldestDays = 12;
    private static readonly TimeSpan Rough = TimeSpan.FromHours(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(40);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly RowSource[] Sources = [.. RowSources.All.Where(source => source != RowSources.Receipts)];

    public void Run()
    {
        try
        {
            world.Pump.RunUntil(LiveAsync());
        }
        catch (Exception failure)
        {
            world.Fail(failure.ToString());
        }
    }

    private async Task LiveAsync()
    {
        var tables = new StoreTables(name => world.Tables[name]);
        await new TenantStore(tables).CreateAsync(
            new Tenant(PurgeWorld.Tenant, TenantState.Active, 1, world.Time.GetUtcNow()), SettingsCatalogue.General.DefaultJson, "operator", CancellationToken.None);
        world.Watch.Know("Tenants", PurgeWorld.Tenant, TenantKeys.History(1, "general"), new(RowSources.SettingsHistory, world.Time.GetUtcNow()));
        Fill();
        for (var number = 0; number < world.Weather.Processes; number++)
            world.Start();
        world.Rough = true;
        await Task.WhenAll(TickAsync(Rough), KillAsync(), ChangeAsync(), WriteLateAsync(), WriteNewAsync());
        world.Trace.Add("quiet");
        world.Rough = false;
        world.Guards.EndPause();
        await TickAsync(Quiet);
        await new PurgeOutcome(world, tables).CheckAsync();
    }

    private void Fill()
    {
        world.Maker.MakeLive();
        var now = world.Time.GetUtcNow();
        foreach (var source in Sources)
        {
            foreach (var age in Enumerable.Range(0, world.Weather.Rows).Select(_ => Age()).OrderDescending())
                world.Maker.Make(source, now - age, world.Skew());
        }

        var big = world.Chances.Pick([RowSources.EndedTasks, RowSources.SyncLedger, RowSources.MemberHistory]);
        var day = now.AddDays(-2 - world.Chances.Below(8));
        for (var row = 0; row < world.Weather.BigDay; row++)
            world.Maker.Make(big, day.AddSeconds(-world.Chances.Below(86_400)), world.Skew());
    }

    private TimeSpan Age() => TimeSpan.FromSeconds(world.Chances.Below(OldestDays * 86_400));

    private async Task TickAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Hour)
        {
            if (world.Alive is { Count: > 0 } alive)
                _ = world.Observe(QueueAsync(world.Chances.Pick(alive)));
            await Task.Delay(Hour, world.Time, CancellationToken.None);
        }
    }

    private static async Task QueueAsync(PurgeProcess process)
    {
        try
        {
            await process.Scheduler.QueueAllAsync(CancellationToken.None);
        }
        catch (Azure.RequestFailedException)
        {
            // The timer comes again in an hour.
            return;
        }
    }

    private async Task KillAsync()
    {
        for (var kill = 0; kill < world.Weather.Kills; kill++)
        {
            await PauseAsync(Rough / world.Weather.Kills);
            if (world.Alive is { Count: > 0 } alive)
                world.Chances.Pick(alive).OperationsLeft = 1 + world.Chances.Below(80);
        }
    }

    private async Task ChangeAsync()
    {
        for (var change = 0; change < world.Weather.Changes; change++)
        {
            await PauseAsync(Rough / world.Weather.Changes);
            world.Guards.Change(world.Chances.Pick(RowMaker.Users), world.Chances.Pick(RowMaker.Services));
            world.Trace.Add("the guards change");
        }
    }

    private async Task WriteLateAsync()
    {
        for (var late = 0; late < world.Weather.Late; late++)
        {
            await PauseAsync(Rough / world.Weather.Late);
            world.Maker.Make(world.Chances.Pick(Sources.Where(source => source.Layout != RowLayout.Range).ToList()), world.Time.GetUtcNow() - Age(), world.Skew());
        }
    }

    private async Task WriteNewAsync()
    {
        for (var row = 0; row < 20; row++)
        {
            await PauseAsync(Rough / 20);
            world.Maker.Make(world.Chances.Pick(Sources), world.Time.GetUtcNow(), world.Skew());
        }
    }

    private Task PauseAsync(TimeSpan most) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + world.Chances.Below((int)most.TotalMilliseconds)), world.Time, CancellationToken.None);
}
