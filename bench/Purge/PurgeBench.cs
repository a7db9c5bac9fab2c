using Azure.Data.Tables;
using NimbusFunctions.Bench.Admission;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Purge;

/// <summary>
/// How many rows a second a purge removes beside bare deletes of the same keys in the same table, whether that depends on
/// what stays, and what admissions feel of it. The history lies on an emulator of its own.
/// </summary>
internal static class PurgeBench
{
    public const string Name = "purge";

    private const int Repetitions = 3;
    private const int Rows = 5_000;
    private const int Staying = 5_000;
    private const int Pairs = 5;
    private const int Callers = 4;
    private const int PurgedMeanwhile = 60_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var edition = LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterTenants = false, OwnHistoryStorage = true };
        return Report(await BenchTurns.RunAsync(options.Repetitions ?? Repetitions, console, async () =>
        {
            // A store of its own each turn: the emulator grows slower with what lies in it.
            await using var neighbours = await LocalEdition.StartAsync(edition, journal, TextWriter.Null, stop);
            return await TurnAsync(neighbours, stop);
        }));
    }

    internal static BenchReport Report(IReadOnlyList<Dictionary<string, double>> turns)
    {
        var figures = BenchTurns.Medians(turns);
        return new(
            Name,
            figures,
            [
                new("rateToBare", Bound.AtLeast, 0.8),
                new("tenfoldStayingSlowdown", Bound.AtMost, 1.1),
                new("fourfoldRowsTimeToBare", Bound.AtMost, 1.2),
                new("admissionP99Ratio", Bound.AtMost, 2),
            ]);
    }

    private static async Task<Dictionary<string, double>> TurnAsync(LocalEdition edition, CancellationToken stop)
    {
        Dictionary<string, double> figures = [];
        StoreTables tables = new(new TableServiceClient(edition.Azurite.ConnectionString), new TableServiceClient(edition.History.ConnectionString));
        PurgeRig rig = new(tables);
        AdmissionRig admission = new(edition.Azurite.ConnectionString, edition.Broker.ConnectionString, Tenant(), history: edition.History.ConnectionString);

        // Admissions first, while the store is as it was; the same load with and without.
        figures["admissionP99Milliseconds"] = (await LoadAsync(admission, stop)).P99;
        var busy = Tenant();
        await rig.FillAsync(busy, PurgedMeanwhile, 1, areOver: true, stop);
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            var purging = PurgeUntilAsync(rig, busy, over.Token);
            figures["admissionP99DuringPurgeMilliseconds"] = (await LoadAsync(admission, stop)).P99;
            figures["purgeEndedBeforeTheLoad"] = purging.IsCompleted ? 1 : 0;
            await over.CancelAsync();
            await purging;
        }

        figures["admissionP99Ratio"] = Statistics.Ratio(figures["admissionP99DuringPurgeMilliseconds"], figures["admissionP99Milliseconds"]);
        await rig.PurgeAsync(busy, 100, stop);

        // What stays is of the same tenant, in the same table.
        var tenant = Tenant();
        await rig.FillAsync(tenant, Staying, 5, areOver: false, stop);
        var few = await RoundAsync(rig, tenant, 1, stop);
        await rig.FillAsync(tenant, 10 * Staying, 5, areOver: false, stop);
        var many = await RoundAsync(rig, tenant, 1, stop);
        // By now the table has so many rows that those which come and go change little: the emulator takes longer the more there are.
        var fourfold = await RoundAsync(rig, tenant, 4, stop);

        figures["rowsPerSecond"] = Rows / few.Purging;
        figures["bareRowsPerSecond"] = Rows / few.Bare;
        figures["pageReadSeconds"] = few.Reading;
        figures["rateToBare"] = few.Ratio;
        figures["rateToBareTenfoldStaying"] = many.Ratio;
        figures["tenfoldStayingSlowdown"] = Statistics.Ratio(few.Ratio, many.Ratio);
        figures["fourfoldRowsTime"] = Statistics.Ratio(fourfold.Purging + fourfold.Reading, many.Purging + many.Reading);
        figures["fourfoldRowsTimeBare"] = Statistics.Ratio(fourfold.Bare, many.Bare);
        // The emulator itself takes longer for a row of a larger table; the bare deletes say how much.
        figures["fourfoldRowsTimeToBare"] = Statistics.Ratio(figures["fourfoldRowsTime"], figures["fourfoldRowsTimeBare"]);
        return figures;
    }

    /// <summary>The same keys, deleted bare and purged, several times in turns so that neither has the fresher store.</summary>
    private static async Task<Round> RoundAsync(PurgeRig rig, string tenant, int days, CancellationToken stop)
    {
        List<Round> pairs = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            var bare = pair % 2 == 0 ? await DeleteAsync() : 0;
            (var purging, var reading) = await PurgeAsync();
            pairs.Add(new(pair % 2 == 0 ? bare : await DeleteAsync(), purging, reading, 0));
        }

        return new(
            Statistics.Median(pairs.Select(pair => pair.Bare)),
            Statistics.Median(pairs.Select(pair => pair.Purging)),
            Statistics.Median(pairs.Select(pair => pair.Reading)),
            Statistics.Median(pairs.Select(pair => Statistics.Ratio(pair.Bare, pair.Purging))));

        async Task<double> DeleteAsync()
        {
            await rig.FillAsync(tenant, Rows * days, days, areOver: true, stop);
            return await rig.DeleteAsync(tenant, Rows * days, days, stop);
        }

        async Task<(double Purging, double Reading)> PurgeAsync()
        {
            await rig.FillAsync(tenant, Rows * days, days, areOver: true, stop);
            (var removed, var seconds, var waited) = await rig.PurgeAsync(tenant, 100, stop);
            return removed == Rows * days ? (seconds - waited, waited) : throw new BenchException($"The purge removed {removed} rows of {Rows * days}.");
        }
    }

    private static Task<CycleResult> LoadAsync(AdmissionRig rig, CancellationToken stop) =>
        CycleLoad.RunAsync(Callers, WarmUp, Length, (caller, cancel) => rig.CycleAsync($"service{caller}", cancel), stop);

    private static async Task PurgeUntilAsync(PurgeRig rig, string tenant, CancellationToken over)
    {
        try
        {
            await rig.PurgeAsync(tenant, new Retention.RetentionOptions().SharePercent, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The load is over; what is left is purged by whoever comes next.
            return;
        }
    }

    private static string Tenant() => Guid.NewGuid().ToString();

    /// <param name="Bare">Seconds of bare deletes.</param>
    /// <param name="Purging">Seconds of the purge without those in which it waited for pages.</param>
    /// <param name="Reading">Those.</param>
    /// <param name="Ratio">How fast the purge was beside the deletes right before or after it.</param>
    private sealed record Round(double Bare, double Purging, double Reading, double Ratio);
}
