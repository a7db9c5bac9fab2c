using System.Diagnostics;
using System.Globalization;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Admission;

/// <summary>
/// How many tasks are admitted and ended a second, beside the usual way, beside bare transactions of the same rows, and
/// with several processes on one service: all on one store and one broker, taking turns.
/// </summary>
internal static class AdmissionBench
{
    public const string Name = "admission";

    private const int Repetitions = 3;
    private const int Callers = 40;
    private const int ManyCallers = 64;
    private const int ManyServices = 100;
    private const int Processes = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var edition = LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterTenants = false };
        return Report(await BenchTurns.RunAsync(options.Repetitions ?? Repetitions, console, async () =>
        {
            // A store of its own each turn: the emulator grows slower with what lies in it.
            await using var neighbours = await LocalEdition.StartAsync(edition, journal, TextWriter.Null, stop);
            var figures = await TurnAsync(neighbours, stop);
            await ThroughHttpAsync(figures, journal, console, stop);
            return figures;
        }));
    }

    internal static BenchReport Report(IReadOnlyList<Dictionary<string, double>> turns)
    {
        var figures = BenchTurns.Medians(turns);
        return new(
            Name,
            figures,
            [
                new("oneServiceRateToUsual", Bound.AtLeast, 15),
                new("oneServiceP99ToUsual", Bound.AtMost, 0.1),
                new("oneServiceRateToBare", Bound.AtLeast, 0.8),
                new("manyServicesRateToBare", Bound.AtLeast, 0.8),
                new("fourProcessesRateToBare", Bound.AtLeast, 0.6),
                new("fourProcessesP99ToBare", Bound.AtMost, 1.5),
                new("httpP99Milliseconds", Bound.AtMost, 100),
                new("httpFailures", Bound.AtMost, 0),
            ]);
    }

    private static async Task<Dictionary<string, double>> TurnAsync(LocalEdition edition, CancellationToken stop)
    {
        (var store, var broker) = (edition.Azurite.ConnectionString, edition.Broker.ConnectionString);
        Dictionary<string, double> figures = [];
        AdmissionRig rig = new(store, broker, Tenant());
        await rig.Tables.CreateAsync(stop);
        UsualWay usual = new(rig.Tables, rig.Queues, Tenant());

        var usualOne = await CycleLoad.RunAsync(Callers, WarmUp, Length, (_, cancel) => usual.CycleAsync("one", cancel), stop);
        var one = await CycleLoad.RunAsync(Callers, WarmUp, Length, (_, cancel) => rig.CycleAsync("one", cancel), stop);
        Add("usualOneService", usualOne);
        Add("oneService", one);
        figures["oneServiceRateToUsual"] = Statistics.Ratio(one.Rate, usualOne.Rate);
        figures["oneServiceP99ToUsual"] = Statistics.Ratio(one.P99, usualOne.P99);
        figures["oneServiceRateToBare"] = await ToBareAsync(store, broker, Callers, _ => "one", stop);

        var usualMany = await CycleLoad.RunAsync(ManyCallers, WarmUp, Length, (_, cancel) => usual.CycleAsync(AnyService(), cancel), stop);
        var many = await CycleLoad.RunAsync(ManyCallers, WarmUp, Length, (_, cancel) => rig.CycleAsync(AnyService(), cancel), stop);
        Add("usualManyServices", usualMany);
        Add("manyServices", many);
        figures["manyServicesRateToUsual"] = Statistics.Ratio(many.Rate, usualMany.Rate);
        figures["manyServicesRateToBare"] = await ToBareAsync(store, broker, ManyCallers, _ => AnyService(), stop);

        var shared = Tenant();
        AdmissionRig[] processes = [.. Enumerable.Range(0, Processes).Select(_ => new AdmissionRig(store, broker, shared))];
        var four = await CycleLoad.RunAsync(Callers, WarmUp, Length, (caller, cancel) => processes[caller % Processes].CycleAsync("one", cancel), stop);
        var bareTenant = Tenant();
        BareWriter[] writers = [.. Enumerable.Range(0, Processes).Select(_ => new BareWriter(rig.Tables, rig.Queues, bareTenant, "one", Callers / Processes))];
        var bare = await CycleLoad.RunAsync(
            Processes,
            WarmUp,
            Length,
            async (writer, cancel) =>
            {
                await writers[writer].CycleAsync(writer, cancel);
                return true;
            },
            stop);
        Add("fourProcesses", four);
        Add("fourBareWriters", bare with { Rate = bare.Rate * Callers / Processes });
        figures["fourProcessesRateToBare"] = Statistics.Ratio(four.Rate, bare.Rate * Callers / Processes);
        figures["fourProcessesP99ToBare"] = Statistics.Ratio(four.P99, bare.P99);
        return figures;

        void Add(string name, CycleResult result) =>
            (figures[$"{name}Rate"], figures[$"{name}P99Milliseconds"]) = (result.Rate, result.P99);
    }

    /// <summary>The whole app, with a store that nothing else has filled.</summary>
    private static async Task ThroughHttpAsync(Dictionary<string, double> figures, BenchJournal journal, LocalConsole console, CancellationToken stop)
    {
        var options = LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1 };
        await using var edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
        var http = await new HttpLoad(edition).RunAsync(stop);
        if (http.Failure is { } failure)
            console.Line($"{http.Failures} requests failed, one of them: {failure}");
        figures["httpMedianMilliseconds"] = http.Median;
        figures["httpP99Milliseconds"] = http.P99;
        figures["httpFailures"] = http.Failures;
    }

    /// <summary>A run that is recorded, and the same transactions again with nothing decided.</summary>
    private static async Task<double> ToBareAsync(string store, string broker, int callers, Func<int, string> service, CancellationToken stop)
    {
        TrafficLog log = new();
        AdmissionRig rig = new(store, broker, Tenant(), log);
        var began = Stopwatch.GetTimestamp();
        await CycleLoad.RunAsync(callers, TimeSpan.Zero, Length / 2, (caller, cancel) => rig.CycleAsync(service(caller), cancel), stop);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return await new BareTransactions(rig.Tables, rig.Queues, Tenant()).ReplayAsync(log.All, stop) / took;
    }

    private static string AnyService() => string.Create(CultureInfo.InvariantCulture, $"service{Random.Shared.Next(ManyServices)}");

    private static string Tenant() => Guid.NewGuid().ToString();
}
