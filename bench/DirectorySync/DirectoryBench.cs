using System.Globalization;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;
using Spectre.Console;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>
/// What a sync costs as the directory grows and the people that Nimbus knows do not: the first one, and one of a
/// hundred changes. The sizes take turns, so that what else the machine does hits all alike. And how near the first
/// sync of a large tenant comes to the speed of the slower of reading its lists and writing its rows.
/// </summary>
internal static class DirectoryBench
{
    public const string Name = "directory";

    private const int Repetitions = 3;
    private const double LargestRatio = 1.3;
    private const double MostMegabytes = 200;
    private const string MostMemory = "largestPeakMB";
    private const double LeastSpeed = 0.8;

    private static readonly int[] Sizes = [2_000, 20_000, 100_000];

    private static readonly (string Name, Func<SyncCost, double> Of)[] Measures =
    [
        ("Requests", cost => cost.Requests),
        ("Seconds", cost => cost.Seconds),
        ("PeakMB", cost => cost.PeakMegabytes),
    ];

    private static readonly (string Name, Func<TrialResult, SyncCost> Of)[] Kinds = [("first", trial => trial.First), ("delta", trial => trial.Delta)];

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        console.Line("A trial that is not counted: this process is the neighbours, and has to warm up too ...");
        await DirectoryTrial.RunAsync(Sizes[0], options.Seed, stop);
        List<TrialResult> trials = [];
        List<LargeResult> large = [];
        for (var turn = 1; turn <= (options.Repetitions ?? Repetitions); turn++)
        {
            foreach (var size in Sizes)
            {
                var trial = await DirectoryTrial.RunAsync(size, options.Seed, stop);
                trials.Add(trial);
                console.Line(string.Create(CultureInfo.InvariantCulture, $"{turn,3}: {size,7} users: first {Tell(trial.First)}; delta {Tell(trial.Delta)}"));
            }

            large.Add(await LargeTrial.RunAsync(options.Seed, stop));
            console.Line(string.Create(CultureInfo.InvariantCulture, $"{turn,3}: {large[^1].Users,7} users of Nimbus: {Tell(large[^1])}"));
        }

        console.Show(SizesTable(trials));
        return Report(trials, large);
    }

    /// <summary>Turns the trials into medians, and those of the largest directory over those of the smallest.</summary>
    /// <param name="trials">Directories that grow.</param>
    /// <param name="large">A tenant with many people in teams.</param>
    internal static BenchReport Report(IReadOnlyList<TrialResult> trials, IReadOnlyList<LargeResult> large)
    {
        int[] sizes = [.. trials.Select(trial => trial.DirectoryUsers).Distinct().Order()];
        OrderedDictionary<string, double> figures = [];
        List<BenchTarget> targets = [];
        foreach ((var kind, var costOf) in Kinds)
        {
            foreach ((var measure, var of) in Measures)
            {
                foreach (var size in sizes)
                    figures[string.Create(CultureInfo.InvariantCulture, $"{kind}{measure}{size}")] = MedianOf(trials, size, trial => of(costOf(trial)));

                var ratio = $"{kind}{measure}Ratio";
                figures[ratio] = Statistics.Ratio(
                    MedianOf(trials, sizes[^1], trial => of(costOf(trial))), MedianOf(trials, sizes[0], trial => of(costOf(trial))));
                targets.Add(new(ratio, Bound.AtMost, LargestRatio));
            }
        }

        figures[MostMemory] = figures.Where(figure => figure.Key.Contains("PeakMB", StringComparison.Ordinal) && !figure.Key.EndsWith("Ratio", StringComparison.Ordinal))
            .Max(figure => figure.Value);
        targets.Add(new(MostMemory, Bound.Below, MostMegabytes));
        figures["largeSyncSeconds"] = Statistics.Median(large.Select(one => one.Sync.Seconds));
        figures["largeReadSeconds"] = Statistics.Median(large.Select(one => one.ReadSeconds));
        figures["largeWriteSeconds"] = Statistics.Median(large.Select(one => one.WriteSeconds));
        figures["largePeakMegabytes"] = large.Max(one => one.Sync.PeakMegabytes);
        // Of each turn by itself: what the machine did beside it hit the three alike.
        figures["largeSpeed"] = Statistics.Median(large.Select(one => one.Speed));
        targets.Add(new("largeSpeed", Bound.AtLeast, LeastSpeed));
        return new(Name, figures, targets);
    }

    private static double MedianOf(IReadOnlyList<TrialResult> trials, int size, Func<TrialResult, double> of) =>
        Statistics.Median(trials.Where(trial => trial.DirectoryUsers == size).Select(of));

    private static string Tell(SyncCost cost) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.Requests} requests, {cost.Seconds:0.00} s, {cost.PeakMegabytes:0} MB");

    private static string Tell(LargeResult large) => string.Create(
        CultureInfo.InvariantCulture,
        $"first {Tell(large.Sync)}; reading alone {large.ReadSeconds:0.00} s, writing alone {large.WriteSeconds:0.00} s: speed {large.Speed:0.00}");

    private static Table SizesTable(IReadOnlyList<TrialResult> trials)
    {
        var table = ReportTable.New("directory users", "sync", "requests", "seconds", "peak MB");
        foreach (var column in table.Columns)
            column.RightAligned();
        foreach (var size in trials.Select(trial => trial.DirectoryUsers).Distinct().Order())
        {
            foreach ((var kind, var costOf) in Kinds)
            {
                table.AddRow([
                    size.ToString("N0", CultureInfo.InvariantCulture), kind,
                    .. Measures.Select(measure => ReportTable.Number(MedianOf(trials, size, trial => measure.Of(costOf(trial))))),
                ]);
            }
        }

        return table;
    }
}
