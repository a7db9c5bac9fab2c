using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>
/// Hours made from seeds, lived through by the real admission in several processes over one store that goes wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class TaskSimulationTests
{
    [Fact]
    public void Day_AnySeed_NeverPassesTheCapAndLosesNothing() => SeededDays.AllGoWell(SeededDays.Seeds().Select(seed =>
    {
        var world = Live(seed);
        return new LivedDay(seed, world.Failures, world.Trace.Lines);
    }));

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Kinds(Live(7)), Kinds(Live(7)));

    /// <summary>Task ids are drawn by chance, as they must be; everything else follows from the seed.</summary>
    private static List<string> Kinds(TaskWorld world) => [.. world.Trace.Lines.Select(line => string.Join(' ', line.Split(' ').Take(4)))];

    private static TaskWorld Live(int seed) => SeededDays.Live(() =>
    {
        var world = new TaskWorld(seed);
        new TaskDay(world).Run();
        return world;
    });
}
