using Azure;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>A seed's day and the quiet after it.</summary>
internal sealed class SimulatedDay(int seed, World world)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

    private const int LeastQuietTicks = 5;
    private const int MostQuietTicks = 40;

    /// <summary>Lives through the day on this thread, which nobody else may use meanwhile.</summary>
    public DayReport Run()
    {
        try
        {
            world.Pump.RunUntil(LiveAsync());
        }
        catch (Exception failure)
        {
            world.Fail(failure.ToString());
        }

        return new(seed, world.Failures, world.Trace.Lines, world.Pump.Turns, world.Weather, world.Met);
    }

    private async Task LiveAsync()
    {
        for (var number = 0; number < world.Weather.Instances; number++)
            world.Start();
        var tenants = world.Tenants.Select(tenant => new TenantDay(world, tenant, world.Start(reliable: true))).ToList();
        foreach (var tenant in tenants)
            await tenant.BeginAsync();
        world.Rough = world.Chances.Chance(0.7);
        var ticks = 6 + world.Chances.Below(8);
        var day = tenants.Select((tenant, number) => tenant.LiveAsync(Tick * ticks, offBoarded: number > 0)).Append(KillAsync(Tick * ticks)).ToList();
        for (var tick = 0; tick < ticks && world.Failures.Count == 0; tick++)
        {
            world.Rough |= tick > 0;
            await Task.Delay(world.Chances.Chance(0.03) ? TimeSpan.FromDays(world.Chances.Below(40)) : Tick, world.Time, CancellationToken.None);
            TickOnce();
            if (world.Chances.Chance(0.1) && world.Alive is { Count: > 0 } alive)
                _ = world.Observe(AuditAsync(world.Chances.Pick(alive)));
        }

        await Task.WhenAll(day);
        tenants.ForEach(tenant => tenant.EndMischief());
        await CalmDownAsync([.. tenants.Where(tenant => !tenant.Tenant.OffBoarded)]);
        foreach (var tenant in tenants)
        {
            if (tenant.Tenant.OffBoarded)
                await tenant.OffBoarding.CheckNothingIsLeftAsync();
            else
            {
                await new FinalState(world, tenant.Tenant).CompareAsync();
                await tenant.Flags.CheckAsync();
            }
        }
    }

    private async Task CalmDownAsync(List<TenantDay> tenants)
    {
        world.Trace.Add("quiet");
        world.Rough = false;
        foreach (var instance in world.Alive)
            (instance.OperationsLeft, instance.LastStep) = (null, null);
        var left = tenants.ToDictionary(tenant => tenant, tenant => new FinalState(world, tenant.Tenant));
        var quiet = world.Time.GetUtcNow();
        for (var tick = 0; tick < MostQuietTicks && world.Failures.Count == 0; tick++)
        {
            var due = tenants.Count == 0 ? quiet : await left[tenants[tick % tenants.Count]].NextDueAsync();
            var wait = due - world.Time.GetUtcNow();
            await Task.Delay(wait > Tick ? wait : Tick, world.Time, CancellationToken.None);
            var settled = !world.Queue.Busy;
            foreach (var tenant in tenants)
            {
                settled &= await left[tenant].IsSettledAsync(quiet);
                if (tick >= LeastQuietTicks)
                    await tenant.ApproveAllAsync();
            }

            if (settled && tick >= LeastQuietTicks)
                return;
            TickOnce();
        }
    }

    private async Task KillAsync(TimeSpan length)
    {
        for (var kill = 0; kill < world.Weather.Kills; kill++)
        {
            await Task.Delay(
                TimeSpan.FromSeconds(world.Chances.Below((int)(2 * length.TotalSeconds / world.Weather.Kills))), world.Time, CancellationToken.None);
            if (world.Alive is not { Count: > 0 } alive)
                continue;
            if (world.Chances.Chance(0.5))
                world.Chances.Pick(alive).OperationsLeft = 1 + world.Chances.Below(80);
            else
                world.Chances.Pick(alive).LastStep = world.Chances.Pick(Encounters.Steps);
        }
    }

    private void TickOnce()
    {
        if (world.Alive is { Count: > 0 } alive)
            _ = world.Observe(ScheduleAsync(world.Chances.Pick(alive)));
    }

    private async Task AuditAsync(Instance instance)
    {
        world.Trace.Add($"{instance.Name} makes an audit due");
        world.Met.Add(Encounters.Audit);
        try
        {
            await instance.Audits.QueueAllAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is RequestFailedException or ServiceBusException)
        {
            return;
        }
    }

    /// <summary>The timer's function; where it fails, the next tick comes in five minutes.</summary>
    private static async Task ScheduleAsync(Instance instance)
    {
        try
        {
            await instance.Scheduler.QueueDueAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is RequestFailedException or ServiceBusException)
        {
            return;
        }
    }
}
