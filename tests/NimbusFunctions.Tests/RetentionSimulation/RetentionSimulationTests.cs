using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>
/// Days made from seeds, lived through by the real purge in several processes over one store that goes wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class RetentionSimulationTests
{
    [Fact]
    public void Days_AnySeed_LoseNothingInsideRetentionAndKeepNothingOutside() => SeededDays.AllGoWell(SeededDays.Seeds().Select(seed =>
    {
        var world = Live(seed);
        return new LivedDay(seed, world.Failures, world.Trace.Lines);
    }));

    [Fact]
    public void Days_SameSeed_AreTheSameDays() => Assert.Equal(Live(7).Trace.Lines, Live(7).Trace.Lines);

    private static PurgeWorld Live(int seed) => SeededDays.Live(() =>
    {
        var world = new PurgeWorld(seed);
        new PurgeDays(world).Run();
        return world;
    });
}
