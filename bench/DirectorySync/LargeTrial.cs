using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>
/// A local edition with a large tenant: its first sync, reading the same lists alone, writing the same rows alone. All
/// is done before for some teams of a second tenant, so that each of the three finds its code warm.
/// </summary>
internal static class LargeTrial
{
    private const int Teams = 1_000;
    private const int Users = 20_000;
    private const int WarmUpTeams = 60;

    // Graph counts a tenant's resource units in 10 s: what one of the three has spent is not to slow the next.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(11);

    public static async Task<LargeResult> RunAsync(int seed, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var options = LocalEditionOptions.OnFreePorts with
        {
            Users = Users,
            Teams = Teams,
            TeamMembers = Users,
            Tenants = 2,
            Seed = seed,
            Mischief = false,
            RegisterTenants = false,
            // Only the runs that are asked for.
            AppSettings = new Dictionary<string, string> { ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
        };
        try
        {
            await using var edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
            await MeasureAsync(edition, edition.Simulator.Tenants[1], WarmUpTeams, journal, stop);
            return await MeasureAsync(edition, edition.Simulator.Tenants[0], Teams, journal, stop);
        }
        catch (ApiException e) when (journal.Last is { } last)
        {
            throw new BenchException($"{e.Message} Last in the app: {last}", e);
        }
    }

    private static async Task<LargeResult> MeasureAsync(
        LocalEdition edition, SimulatedTenantSummary tenant, int teams, BenchJournal journal, CancellationToken stop)
    {
        using var app = LoopbackHttp.Create(edition.Api);
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        TenantApi api = new(new JsonCalls(app, () => edition.TokenForSystem(tenant.Id)), tenant.Id);
        BenchDirectory directory = new(simulator, tenant.Id);
        SyncMeter meter = new(api, directory, journal, () => edition.Host.WorkerProcessId);
        var part = tenant with { Teams = [.. tenant.Teams.Take(teams)] };

        await FirstRun.PrepareAsync(api, part, directory, meter, stop);
        var sync = await meter.MeasureAsync("full", stop);
        if (teams == tenant.Teams.Count)
            await directory.CheckAsync(api, stop);

        var rows = await StoredRows.ReadAsync(edition.Azurite.ConnectionString, tenant.Id, stop);
        if (rows.Services.Count != teams)
            throw new BenchException($"The store has {rows.Services.Count} services of {teams}.");
        await Task.Delay(Window, TimeProvider.System, stop);
        var read = await ReadingAlone.MeasureAsync(edition.Simulator, tenant.Id, [.. part.Teams.Select(team => team.Id)], stop);
        var written = await WritingAlone.MeasureAsync(edition.Azurite.ConnectionString, rows, stop);
        return new(sync, read, written, rows.Users.Count);
    }
}
