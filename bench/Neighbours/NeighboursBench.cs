using System.Globalization;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.IntegrationTests.Neighbours;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Journal;

namespace NimbusFunctions.Bench.Neighbours;

/// <summary>Loses every neighbour in every way, each for a while under load, and tells what was seen (docs/reliability.md).</summary>
internal static class NeighboursBench
{
    public const string Name = "neighbours";

    private const int Seconds = 60;

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        var length = TimeSpan.FromSeconds(options.Seconds ?? Seconds);
        await using var rig = await NeighbourEdition.StartAsync(new LastWords(), stop);
        await using var news = await NewsBook.StartAsync(stop);
        var driver = await OutageDriver.PrepareAsync(rig, news, stop);
        OrderedDictionary<string, double> figures = [];
        List<BenchTarget> targets = [];
        foreach (var outage in Outage.All(rig).Values.Where(outage => options.Only is not { } only || only.Split(',').Contains(outage.Name)))
        {
            var result = await driver.RunAsync(outage, length, stop);
            Tell(result, console);
            foreach ((var name, var value) in ((string, double?)[])
                [("HealthTellsSeconds", result.HealthTells), ("HealthReadySeconds", result.HealthReady), ("FirstPostSeconds", result.FirstPost),
                 ("FirstEndSeconds", result.FirstEnd), ("FirstPresenceSeconds", result.FirstPresence), ("FirstSyncSeconds", result.FirstSync),
                 ("FirstSecretSeconds", result.FirstSecret), ("AllEndedSeconds", result.AllEnded)])
                figures[outage.Name + name] = value ?? -1;
            figures[$"{outage.Name}Faults"] = result.Faults.Count;
            targets.Add(new($"{outage.Name}Faults", Bound.AtMost, 0));
        }

        return new(Name, figures, targets);
    }

    private static void Tell(OutageResult result, LocalConsole console)
    {
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Name}, {result.Lasted:0.0} s: health after {result.HealthTells:0.0} s: {result.HealthSays}; ready {result.HealthReady:0.0}, post {result.FirstPost:0.0}, end {result.FirstEnd:0.0}, presence {result.FirstPresence:0.0}, sync {result.FirstSync:0.0} (next in {result.NextSync:0}), secret {result.FirstSecret:0.0}, all {result.AllEnded:0.0} s; {result.Before.Memory:0} to {result.After.Memory:0} MB, {result.Before.Threads} to {result.After.Threads} threads"));
        foreach (var call in result.Calls)
            console.Line($"    {call}");
        foreach (var fault in result.Faults)
            console.Line($"    FAULT: {fault}");
    }
}
