using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Presence;

/// <summary>What polling ten thousand and a hundred thousand users costs, one of a hundred of whom changes each time.</summary>
internal static class PresenceBench
{
    public const string Name = "presence";

    private const int Small = 10_000;
    private const int Large = 100_000;

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        console.Line($"{Small} users");
        var small = await PresenceTrial.RunAsync(Small, console, stop);
        console.Line($"{Large} users");
        var large = await PresenceTrial.RunAsync(Large, console, stop);
        return Report(small, large);
    }

    internal static BenchReport Report(PresenceResult small, PresenceResult large)
    {
        OrderedDictionary<string, double> figures = [];
        List<BenchTarget> targets = [];
        foreach ((var size, var result) in new[] { ("small", small), ("large", large) })
        {
            figures[$"{size}ExtraRequests"] = result.ExtraRequests;
            figures[$"{size}MostRequests"] = result.MostRequests;
            figures[$"{size}WritesToAllowed"] = result.WritesToAllowed;
            figures[$"{size}MedianPollSeconds"] = result.MedianSeconds;
            figures[$"{size}SecondsPer10000Users"] = result.SecondsPer10000;
            figures[$"{size}BareSecondsPer10000Users"] = result.BareSecondsPer10000;
            figures[$"{size}ToBare"] = Statistics.Ratio(result.SecondsPer10000, result.BareSecondsPer10000);
            figures[$"{size}LongestPollSeconds"] = result.LongestSeconds;
            figures[$"{size}ColdSeconds"] = result.ColdSeconds;
            figures[$"{size}RememberedMegabytes"] = result.RememberedMegabytes;
            figures[$"{size}PeakWithNeighboursMegabytes"] = result.PeakMegabytes;
            figures[$"{size}BusyAgeP99ToAllowed"] = Statistics.Ratio(result.BusyAgeP99, PresenceTrial.Interval.TotalSeconds + result.LongestSeconds);
            targets.Add(new($"{size}ExtraRequests", Bound.AtMost, 0));
            targets.Add(new($"{size}WritesToAllowed", Bound.AtMost, 1));
            targets.Add(new($"{size}BusyAgeP99ToAllowed", Bound.AtMost, 1));
        }

        // Ten times the users; of time, for as many users asked for: polls of the large tenant need not ask for all of them at
        // once. The emulator itself takes longer for a row of a larger table, so that the same transactions bare say what is the poll's.
        figures["timeGrowthPerUser"] = Statistics.Ratio(large.SecondsPer10000, small.SecondsPer10000);
        figures["timeGrowthToBare"] = Statistics.Ratio(figures["largeToBare"], figures["smallToBare"]);
        figures["bareTimeGrowthPerUser"] = Statistics.Ratio(large.BareSecondsPer10000, small.BareSecondsPer10000);
        figures["memoryGrowth"] = Statistics.Ratio(large.RememberedMegabytes, small.RememberedMegabytes);
        targets.Add(new("timeGrowthToBare", Bound.AtMost, 1.1));
        targets.Add(new("memoryGrowth", Bound.AtMost, (double)Large / Small));
        return new(Name, figures, targets);
    }
}
