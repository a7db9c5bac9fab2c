using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Callbacks;

/// <summary>
/// Ten thousand news to fifty flows, one of which hangs and one of which fails, through the function host and the broker, and
/// the same without the news of these two, each twice: how much later the others get theirs.
/// </summary>
internal static class CallbacksBench
{
    public const string Name = "callbacks";

    private const int Repetitions = 3;
    private const int News = 10_000;
    private const int WarmUp = 4_000;

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        int turn = 0;
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
        LocalEditionOptions options = LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterServices = false, FirstSync = false };
        await using LocalEdition edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
        await using FlowReceivers receivers = await FlowReceivers.StartAsync(stop);
        CallbackRig rig = new(edition, receivers);
        await rig.PrepareAsync(stop);
        CallbackRun run = new(rig, receivers);
        await run.RunAsync($"{turn}-warm", WarmUp, withTrouble: false, stop);

        // There and back: what grows with time, or what else the machine does, is nobody's advantage.
        List<(bool WithTrouble, CallbackTimes Times)> runs = [];
        foreach (bool withTrouble in turn % 2 == 1 ? new[] { false, true, true, false } : [true, false, false, true])
            runs.Add((withTrouble, await run.RunAsync($"{turn}-{runs.Count}", News, withTrouble, stop)));
        return Figures(
            CallbackTimes.Together(runs.Where(one => !one.WithTrouble).Select(one => one.Times)),
            CallbackTimes.Together(runs.Where(one => one.WithTrouble).Select(one => one.Times)));
    }

    private static Dictionary<string, double> Figures(CallbackTimes alone, CallbackTimes troubled) => new()
    {
        ["news"] = News,
        ["aloneMedianMilliseconds"] = alone.Median,
        ["aloneP99Milliseconds"] = alone.P99,
        ["othersMedianMilliseconds"] = troubled.Median,
        ["othersP99Milliseconds"] = troubled.P99,
        ["othersP99Ratio"] = Statistics.Ratio(troubled.P99, alone.P99),
        ["othersLost"] = alone.Lost + troubled.Lost,
        ["callsToTheOneThatHangs"] = troubled.HangingCalls,
        ["callsToTheOneThatFails"] = troubled.FailingCalls,
    };
}
