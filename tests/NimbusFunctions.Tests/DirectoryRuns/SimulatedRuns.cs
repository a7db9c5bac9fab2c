using Microsoft.AspNetCore.Http;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Ledger;
using NimbusFunctions.Local.Commands.Replay;
using NimbusFunctions.Storage;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.DirectoryRuns;

/// <summary>The runs of a simulated day, as somebody would download them afterwards.</summary>
internal static class SimulatedRuns
{
    /// <summary>Every recording of the day, each replayed.</summary>
    public static async Task<IReadOnlyList<(RunReport Run, Recording Recording, ReplayComparison Comparison)>> ReplayAsync(
        World world, CancellationToken stop)
    {
        var tables = new StoreTables(name => world.Tables[name]);
        var runs = new RunStore(tables);
        var archive = new RunArchive(runs, new(tables), new LedgerStore(tables), world.Time);
        var replays = new List<(RunReport, Recording, ReplayComparison)>();
        foreach (var tenant in world.Tenants)
        {
            for (var day = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero); day <= world.Time.GetUtcNow(); day = day.AddDays(1))
            {
                foreach (var run in await runs.ReadDayAsync(tenant.Id, day, null, stop))
                {
                    var recording = await DownloadAsync(archive, tenant.Id, run, stop);
                    replays.Add((run, recording, ReplayComparison.Of(recording, await RunReplay.RunAsync(recording, stop))));
                }
            }
        }

        return replays;
    }

    private static async Task<Recording> DownloadAsync(RunArchive archive, string tenant, RunReport run, CancellationToken stop)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
            {
                var http = new DefaultHttpContext();
                http.Response.Body = stream;
                await new RecordingResult(archive, tenant, RunId.Parse(run.Id)!, run).ExecuteAsync(http);
            }

            return await RecordingFile.ReadAsync(file, stop);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
