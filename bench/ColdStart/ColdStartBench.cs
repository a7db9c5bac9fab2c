using System.Globalization;
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
        var folder = Path.Combine(Path.GetTempPath(), $"nimbus-coldstart-{Guid.NewGuid():N}");
        try
        {
            console.Line("Publishing the app twice (the first time compiling ahead takes minutes) ...");
            (var ahead, var plain) = (Path.Combine(folder, "ready-to-run"), Path.Combine(folder, "plain"));
            await AppPublisher.PublishAsync(ahead, readyToRun: true, stop);
            await AppPublisher.PublishAsync(plain, readyToRun: false, stop);
            return await MeasureAsync(ahead, plain, options.Repetitions ?? Starts, console, stop);
        }
        finally
        {
            if (Path.Exists(folder))
                System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Turns the starts, as many of the one as of the other, into figures and targets.</summary>
    internal static BenchReport Report(IReadOnlyList<StartTime> readyToRun, IReadOnlyList<StartTime> plain)
    {
        OrderedDictionary<string, double> figures = new() { ["starts"] = readyToRun.Count };
        Add(figures, "readyToRun", readyToRun);
        Add(figures, "plain", plain);
        figures["ratio"] = Statistics.Ratio(figures["readyToRunMs"], figures["plainMs"]);
        return new(
            Name,
            figures,
            [new("readyToRunMs", Bound.Below, LongestMilliseconds), new("ratio", Bound.AtMost, LargestRatio)]);
    }

    private static void Add(OrderedDictionary<string, double> figures, string name, IReadOnlyList<StartTime> starts)
    {
        figures[$"{name}Ms"] = Statistics.Median(starts.Select(start => start.Milliseconds));
        figures[$"{name}P90Ms"] = Statistics.Percentile(starts.Select(start => start.Milliseconds), 0.9);
        figures[$"{name}ProcessorMs"] = Statistics.Median(starts.Select(start => start.ProcessorMilliseconds));
    }

    private static async Task<BenchReport> MeasureAsync(string ahead, string plain, int starts, LocalConsole console, CancellationToken stop)
    {
        // The first start of each reads its files from the disk, and is not counted.
        await AppStart.MeasureAsync(ahead, stop);
        await AppStart.MeasureAsync(plain, stop);
        (List<StartTime> first, List<StartTime> second) = ([], []);
        for (var turn = 1; turn <= starts; turn++)
        {
            first.Add(await AppStart.MeasureAsync(ahead, stop));
            second.Add(await AppStart.MeasureAsync(plain, stop));
            console.Line(string.Create(
                CultureInfo.InvariantCulture, $"{turn,3}: ReadyToRun {first[^1].Milliseconds:0} ms, plain {second[^1].Milliseconds:0} ms"));
        }

        return Report(first, second);
    }
}
