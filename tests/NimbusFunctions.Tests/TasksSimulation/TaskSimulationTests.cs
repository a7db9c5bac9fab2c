using Azure.Data.Tables;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>
/// Hours made from seeds, lived through by the real admission in several processes over one store that goes wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class TaskSimulationTests
{
    // Other seeds are lived without flows.
    private const int MostToldDays = 40;

    [Fact]
    public void Day_AnySeed_NeverPassesTheCapAndLosesNothing() => SeededDays.AllGoWell(SeededDays.Seeds().Select(seed =>
    {
        var world = Live(seed);
        return new LivedDay(seed, world.Failures, world.Trace.Lines);
    }));

    [Fact]
    public void Day_WithAFlowThatWantsAllNews_TellsOfEveryEndOnce() => SeededDays.AllGoWell(SeededDays.Seeds().Take(MostToldDays).Select(seed =>
    {
        var world = Live(seed, _ => ValueTask.FromResult(TenantTriggers.Unknown));
        return new LivedDay(seed, [.. world.Failures, .. Untold(world)], world.Trace.Lines);
    }));

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Kinds(Live(7)), Kinds(Live(7)));

    /// <summary>Tasks that ended, and flows did not hear of it or heard of two ends; ids of news that are not their own.</summary>
    private static IEnumerable<string> Untold(TaskWorld world)
    {
        var ends = world.Told.Values
            .Where(told => told.News.Any(news => news.TaskEvent == nameof(TaskState.Terminated) || news.EntryEvent is nameof(TaskState.Terminated) or NewsDecision.Deleted))
            .GroupBy(told => told.Task.Id).ToDictionary(task => task.Key, task => task.Count());
        if (world.Told.Values.Select(told => told.EventId).Distinct().Count() != world.Told.Count)
            yield return "Two news have one id.";
        var over = world.Tables["History"].QueryAsync<TableEntity>().ToBlockingEnumerable().Select(TaskRow.Read).Select(task => task.Id).ToHashSet();
        if (over.Count == 0)
            yield return "No task ended.";
        foreach (var id in over.Where(id => ends.GetValueOrDefault(id) != 1))
            yield return $"Task {id} ended, and {ends.GetValueOrDefault(id)} ends were told.";
    }

    /// <summary>Task ids are drawn by chance, as they must be; everything else follows from the seed.</summary>
    private static List<string> Kinds(TaskWorld world) => [.. world.Trace.Lines.Select(line => string.Join(' ', line.Split(' ').Take(4)))];

    private static TaskWorld Live(int seed, TriggersReader? triggers = null) => SeededDays.Live(() =>
    {
        var world = new TaskWorld(seed) { Triggers = triggers };
        new TaskDay(world).Run();
        return world;
    });
}
