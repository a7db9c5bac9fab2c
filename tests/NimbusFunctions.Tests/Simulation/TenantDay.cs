using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>What happens in one tenant during the day, at moments and between steps that the seed picks.</summary>
internal sealed class TenantDay(World world, DayTenant tenant, Instance administration)
{
    private readonly DirectoryChanges changes = new(world, tenant);
    private readonly GraphMischief mischief = new(world, tenant);
    private readonly Administrator administrator = new(world, tenant, administration);

    public DayTenant Tenant => tenant;

    // With dice of its own: what it does changes nothing that the others throw.
    public FlagBook Flags { get; } = new(world, tenant, new SeededRandom(SeededRandom.Mix(0x666c616773, (ulong)world.Seed)));

    public OffBoarding OffBoarding { get; } = new(world, tenant, administration);

    public void EndMischief() => mischief.End();

    public Task BeginAsync() => administrator.OnBoardAsync();

    public Task ApproveAllAsync() => administrator.ApproveAsync(all: true);

    /// <param name="length">How long the day is.</param>
    /// <param name="offBoarded">The tenant is taken away in the middle.</param>
    public async Task LiveAsync(TimeSpan length, bool offBoarded)
    {
        var random = tenant.Random;
        await Task.WhenAll(
            RepeatAsync(length, 5 + random.Below(35), () =>
            {
                changes.Change();
                return Flags.SwitchAsync();
            }),
            RepeatAsync(length, world.Weather.GraphFaults, mischief.StrikeAsync),
            RepeatAsync(length, random.Below(4), administrator.ActAsync),
            RepeatAsync(length, random.Below(4), () => administrator.ApproveAsync(all: false)),
            offBoarded && random.Chance(0.7) ? OffBoarding.LiveAsync(length, administrator.OnBoardAsync) : Task.CompletedTask);
    }

    /// <summary>Spread over the day, half of them in the middle of whatever goes on then.</summary>
    private async Task RepeatAsync(TimeSpan length, int times, Func<Task> act)
    {
        var random = tenant.Random;
        for (var time = 0; time < times && !tenant.OffBoarded; time++)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Below((int)(2 * length.TotalSeconds / times))), world.Time, CancellationToken.None);
            for (var turns = random.Chance(0.5) ? random.Below(120) : 0; turns > 0; turns--)
                await world.Pump.TurnAsync(() => true);
            if (!tenant.OffBoarded)
                await act();
        }
    }
}
