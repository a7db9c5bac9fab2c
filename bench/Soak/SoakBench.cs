using System.Globalization;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.IntegrationTests.DirectorySync;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Commands.Journal;

namespace NimbusFunctions.Bench.Soak;

/// <summary>
/// The seeded crash test of the integration tests, for as many seeds as somebody has patience for: the app is killed
/// in the middle of syncs, and Nimbus must equal the directory after each day.
/// </summary>
internal static class SoakBench
{
    public const string Name = "soak";

    private const int Seeds = 200;

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        var seeds = options.Seeds ?? Seeds;
        List<SoakDay> days = [];
        while (days.Count < seeds)
        {
            // A day goes on where the one before ended; after a difference everything starts anew.
            await LiveAsync(days, options.Seed, seeds, console, stop);
        }

        return Report(days);
    }

    /// <summary>Turns the days into figures and the target that none of them differs.</summary>
    internal static BenchReport Report(IReadOnlyList<SoakDay> days) => new(
        Name,
        new()
        {
            ["days"] = days.Count,
            ["differences"] = days.Count(day => day.Difference is not null),
            ["dayMedianSeconds"] = Statistics.Median(days.Select(day => day.Seconds)),
            ["dayLongestSeconds"] = days.Max(day => day.Seconds),
        },
        [new("differences", Bound.AtMost, 0)]);

    /// <summary>Days in one local edition, until all are lived or one differs.</summary>
    private static async Task LiveAsync(List<SoakDay> days, int firstSeed, int seeds, LocalConsole console, CancellationToken stop)
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 80, Teams = 6 }, new LastWords(), TextWriter.Null, stop);
        var tenant = edition.Simulator.Tenants[0].Id;
        using HttpClient app = new(new TryAgain()) { BaseAddress = edition.Api };
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        TenantApi api = new(new JsonCalls(app, () => edition.TokenForSystem(tenant)), tenant);
        CrashDay day = new(edition, api, new ControlClient(simulator));
        while (days.Count < seeds)
        {
            var seed = firstSeed + days.Count;
            var began = TimeProvider.System.GetTimestamp();
            var difference = await day.RunAsync(seed, stop);
            days.Add(new(seed, TimeProvider.System.GetElapsedTime(began).TotalSeconds, difference));
            console.Line(string.Create(
                CultureInfo.InvariantCulture, $"{days.Count,5} of {seeds}: seed {seed}, {days[^1].Seconds:0.0} s: {difference ?? "equal"}"));
            if (difference is not null)
                return;
        }
    }
}
