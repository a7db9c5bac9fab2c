using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Callbacks;

/// <summary>
/// Ten thousand news to fifty flows, one of which hangs and one of which fails, through the function host and the broker, and
/// the same without the news of these two: how much later the others get theirs. Both in four parts, whose medians count.
/// </summary>
internal static class CallbacksBench
{
    public const string Name = "callbacks";

    private const int Repetitions = 3;
    private const int News = 10_000;
    private const int Parts = 4;
    private const int WarmUp = 2_500;

    private static readonly bool[] Order = [false, true, true, false, false, true, true, false];

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var turn = 0;
        return Report(await BenchTurns.RunAsync(options.Repetitions ?? Repetitions, console, () => TurnAsync(++turn, journal, stop)));
    }

    internal static BenchReport Report(IReadOnlyList<Dictionary<string, double>> turns) => new(
        Name,
        BenchTurns.Medians(turns),
        [
            new("othersP99Ratio", Bound.AtMost, 1.2),
            new("othersLost", Bound.AtMost, 0),
        ]);

    private static async Task<Dictionary<string, double>> TurnAsync(int turn, BenchJournal journal, CancellationToken stop)
    {
        var options = LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterServices = false, FirstSync = false };
        await using var edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
        await using var receivers = await FlowReceivers.StartAsync(stop);
        CallbackRig rig = new(edition, receivers);
        await rig.PrepareAsync(stop);
        CallbackRun run = new(rig, receivers);
        await run.RunAsync($"{turn}-warm", WarmUp, withTrouble: false, stop);

        // In parts, there and back: what grows with time, or what else the machine does meanwhile, is nobody's advantage.
        List<CallbackTimes> alone = [];
        List<CallbackTimes> troubled = [];
        foreach (var withTrouble in Order)
            (withTrouble ? troubled : alone).Add(await run.RunAsync($"{turn}-{alone.Count}-{troubled.Count}", News / Parts, withTrouble, stop));
        return Figures(alone, troubled);
    }

    private static Dictionary<string, double> Figures(IReadOnlyList<CallbackTimes> alone, IReadOnlyList<CallbackTimes> troubled)
    {
        var aloneP99 = Statistics.Median(alone.Select(part => part.P99));
        var othersP99 = Statistics.Median(troubled.Select(part => part.P99));
        return new()
        {
            ["news"] = News,
            ["aloneMedianMilliseconds"] = Statistics.Median(alone.Select(part => part.Median)),
            ["aloneP99Milliseconds"] = aloneP99,
            ["othersMedianMilliseconds"] = Statistics.Median(troubled.Select(part => part.Median)),
            ["othersP99Milliseconds"] = othersP99,
            ["othersP99Ratio"] = Statistics.Ratio(othersP99, aloneP99),
            ["othersLost"] = alone.Concat(troubled).Sum(part => part.Lost),
            ["callsToTheOneThatHangs"] = troubled.Sum(part => part.HangingCalls),
            ["callsToTheOneThatFails"] = troubled.Sum(part => part.FailingCalls),
        };
    }
}
