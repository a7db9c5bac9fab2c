using System.Globalization;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>
/// 200 tenants on one instance, and how much later the syncs of those that are well end when 20 others hang, one is
/// throttled without end, and one has no consent. The situations take turns, so that what else the machine does hits
/// all alike.
/// </summary>
internal static class FairnessBench
{
    public const string Name = "fairness";

    private const int Repetitions = 3;
    private const double LargestRatio = 1.1;

    private static readonly (string Name, Func<Wave, double> Of)[] Measures = [("Median", wave => wave.Median), ("P95", wave => wave.P95)];

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        console.Line($"Registering {FairnessTenants.Count} tenants ...");
        await using var edition = await LocalEdition.StartAsync(FairnessTrial.Options(options.Seed), journal, TextWriter.Null, stop);
        using var app = LoopbackHttp.Create(edition.Api);
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        FairnessTrial trial = new(edition, app, simulator, journal);
        await trial.PrepareAsync(stop);

        console.Line("A round that is not counted: everything has to warm up ...");
        var number = 0;
        await trial.RunAsync(Situation.Alone, ++number, stop);
        List<Wave> waves = [];
        for (var turn = 1; turn <= (options.Repetitions ?? Repetitions); turn++)
        {
            // Forwards and backwards in turn: what grows with time, such as the tables, is nobody's advantage.
            IEnumerable<Situation> situations = Enum.GetValues<Situation>();
            foreach (var situation in turn % 2 == 1 ? situations : situations.Reverse())
            {
                var wave = await trial.RunAsync(situation, ++number, stop);
                waves.Add(wave);
                console.Line(string.Create(
                    CultureInfo.InvariantCulture, $"{turn,3}: {situation}: {wave.Seconds.Count} tenants, median {wave.Median:0.00} s, 95 % within {wave.P95:0.00} s"));
            }
        }

        return Report(waves);
    }

    /// <summary>Turns the waves into medians, and those beside trouble over those beside nothing.</summary>
    internal static BenchReport Report(IReadOnlyList<Wave> waves)
    {
        OrderedDictionary<string, double> figures = new() { ["tenants"] = waves[0].Seconds.Count };
        List<BenchTarget> targets = [];
        foreach ((var name, var of) in Measures)
        {
            foreach (var situation in Enum.GetValues<Situation>())
                figures[$"{Lower(situation)}{name}Seconds"] = Statistics.Median(waves.Where(wave => wave.Situation == situation).Select(of));

            foreach (var without in new[] { Situation.Calm, Situation.Alone })
            {
                var ratio = $"troubledTo{without}{name}Ratio";
                figures[ratio] = Statistics.Ratio(figures[$"troubled{name}Seconds"], figures[$"{Lower(without)}{name}Seconds"]);
                targets.Add(new(ratio, Bound.AtMost, LargestRatio));
            }
        }

        return new(Name, figures, targets);
    }

    private static string Lower(Situation situation) => situation.ToString().ToLowerInvariant();
}
