using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.DirectoryRuns;

/// <summary>Days of the simulation, with all their faults, and then each of their runs again from what was recorded.</summary>
public class ReplayTests
{
    private const int Days = 12;

    [Fact]
    public async Task Replay_RunsOfSimulatedDays_DecideTheSame()
    {
        var stop = TestContext.Current.CancellationToken;
        var (all, astray) = (0, new List<string>());
        foreach (var seed in Enumerable.Range(1, Days))
        {
            using var world = Live(seed);
            foreach (var (run, recording, comparison) in await SimulatedRuns.ReplayAsync(world, stop))
            {
                all++;
                if (comparison.FirstDifference is { } difference)
                    astray.Add($"{seed} {run.Id} ({run.Kind}, {run.Slices} slices, {recording.Slices.Count} recorded): {difference}");
            }
        }

        // What others did to the same rows during a slice, an administrator or a second slice after a lost lock, is not
        // in its recording.
        Assert.True(
            astray.Count * 50 <= all,
            $"{astray.Count} of {all}:\n{string.Join('\n', astray.Select(line => line[..Math.Min(300, line.Length)]))}");
    }

    private static World Live(int seed)
    {
        World? world = null;
        // On a thread of its own: without a synchronization context all of it stays there.
        var thread = new Thread(
            () =>
            {
                world = new World(seed);
                new SimulatedDay(seed, world).Run();
            },
            16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return world!;
    }
}
