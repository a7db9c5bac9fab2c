using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.ColdStart;

/// <summary>
/// From the start of the published app's process to its first answer, compiled ahead of time (ReadyToRun) against
/// plain. Both take turns, so that what else the machine does hits both alike.
/// </summary>
internal static class ColdStartBench
{
    public const string Name = "coldstart";

    private const int Starts = 10;
    private const double LongestMilliseconds = 350;
    private const double LargestRatio = 1.1;

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"nimbus-coldstart-{Guid.NewGuid():N}");
        try
        {
            console.Line("Publishing the app twice (the first time compiling ahead takes minutes) ...");
            (string ahead, string plain) = (Path.Combine(folder, "ready-to-run"), Path.Combine(folder, "plain"));
            await AppPublisher.PublishAsync(ahead, readyToRun: true, stop);
            await AppPublisher.PublishAsync(plain, readyToRun: false, stop);
            return Report(await MeasureAsync(ahead, plain, options.Repetitions ?? Starts, console, stop));
        }
        finally
        {
            if (Path.Exists(folder))
                System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Turns the times into figures and targets.</summary>
    internal static BenchReport Report(IReadOnlyList<(double ReadyToRun, double Plain)> milliseconds)
    {
        double[] ahead = [.. milliseconds.Select(pair => pair.ReadyToRun)];
        double[] plain = [.. milliseconds.Select(pair => pair.Plain)];
        OrderedDictionary<string, double> figures = new()
        {
            ["starts"] = milliseconds.Count,
            ["readyToRunMs"] = Statistics.Median(ahead),
            ["readyToRunP90Ms"] = Statistics.Percentile(ahead, 0.9),
            ["plainMs"] = Statistics.Median(plain),
            ["plainP90Ms"] = Statistics.Percentile(plain, 0.9),
            ["ratio"] = Statistics.Ratio(Statistics.Median(ahead), Statistics.Median(plain)),
        };
        return new(
            Name,
            figures,
            [new("readyToRunMs", Bound.Below, LongestMilliseconds), new("ratio", Bound.AtMost, LargestRatio)]);
    }

    private static async Task<IReadOnlyList<(double ReadyToRun, double Plain)>> MeasureAsync(
        string ahead, string plain, int starts, LocalConsole console, CancellationToken stop)
    {
        // The first start of each reads its files from the disk, and is not counted.
        await AppStart.MeasureAsync(ahead, stop);
        await AppStart.MeasureAsync(plain, stop);
        List<(double, double)> times = [];
        for (int turn = 1; turn <= starts; turn++)
        {
            TimeSpan first = await AppStart.MeasureAsync(ahead, stop);
            TimeSpan second = await AppStart.MeasureAsync(plain, stop);
            console.Line($"{turn,3}: ReadyToRun {first.TotalMilliseconds:0} ms, plain {second.TotalMilliseconds:0} ms");
            times.Add((first.TotalMilliseconds, second.TotalMilliseconds));
        }

        return times;
    }
}
