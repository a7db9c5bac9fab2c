using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.OffboardingSimulation;

/// <summary>
/// Days made from seeds, in which a tenant goes and comes back, lived through by the real steps and the real purge in several
/// processes over one store that goes wrong. <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class OffboardingSimulationTests
{
    [Fact]
    public void Days_AnySeed_LeaveNothingOfTheTenantAndHarmNothingElse() => SeededDays.AllGoWell(SeededDays.Seeds().Select(seed =>
    {
        var world = Live(seed, null);
        return new LivedDay(seed, world.Failures, world.Trace.Lines);
    }));

    [Fact]
    public void Days_KilledAtEveryStep_GoWellAllTheSame()
    {
        for (var step = 1; ; step++)
        {
            var world = Live(1, step);
            Assert.True(
                world.Failures.Count == 0,
                $"Killed at step {step}: {string.Join('\n', world.Failures)}\n{string.Join('\n', world.Trace.Lines.TakeLast(60))}");
            if (!world.HasKilled)
                return;
        }
    }

    private static OffboardingWorld Live(int seed, int? killAt) => SeededDays.Live(() =>
    {
        var world = new OffboardingWorld(seed, killAt);
        new OffboardingDays(world).Run();
        return world;
    });
}
