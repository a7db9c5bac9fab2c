using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>
/// Minutes made from seeds, lived through by the real polling in several processes over a store and a Graph that go wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class PresenceSimulationTests
{
    [Fact]
    public void Day_AnySeed_SaysNothingOldAndRecovers() => SeededDays.AllGoWell(SeededDays.Seeds().Select(seed =>
    {
        var world = Live(seed);
        return new LivedDay(seed, world.Failures, world.Trace.Lines);
    }));

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Live(7).Trace.Lines, Live(7).Trace.Lines);

    private static PresenceWorld Live(int seed) => SeededDays.Live(() =>
    {
        var world = new PresenceWorld(seed);
        new PresenceDay(world).Run();
        return world;
    });
}
