using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>A local edition with a new tenant: its first sync, and then one of a hundred changes.</summary>
internal static class DirectoryTrial
{
    /// <summary>Distinct people in the teams, whatever the size of the directory.</summary>
    private const int TeamMembers = 2_000;

    private const int Teams = 40;

    public static async Task<TrialResult> RunAsync(int users, int seed, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var options = LocalEditionOptions.OnFreePorts with
        {
            Users = users,
            Teams = Teams,
            TeamMembers = TeamMembers,
            Seed = seed,
            // Oddities come by chance: one page more or less would count as growth.
            Mischief = false,
            RegisterTenants = false,
            // Only the runs that are asked for.
            AppSettings = new Dictionary<string, string> { ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
        };
        try
        {
            await using var edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
            return await MeasureAsync(edition, journal, users, seed, stop);
        }
        catch (ApiException e) when (journal.Last is { } last)
        {
            throw new BenchException($"{e.Message} Last in the app: {last}", e);
        }
    }

    private static async Task<TrialResult> MeasureAsync(LocalEdition edition, BenchJournal journal, int users, int seed, CancellationToken stop)
    {
        var tenant = edition.Simulator.Tenants[0];
        using var app = LoopbackHttp.Create(edition.Api);
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        TenantApi api = new(new JsonCalls(app, () => edition.TokenForSystem(tenant.Id)), tenant.Id);
        BenchDirectory directory = new(simulator, tenant.Id);
        SyncMeter meter = new(api, directory, journal, () => edition.Host.WorkerProcessId);

        await FirstRun.PrepareAsync(api, tenant, directory, meter, stop);
        var first = await meter.MeasureAsync("full", stop);
        await directory.CheckAsync(api, stop);

        var plan = ChangePlan.Make(await directory.Control.TeamsAsync(tenant.Id, stop), seed);
        foreach (var user in plan.Restored)
            await directory.Control.DeleteUserAsync(tenant.Id, user, stop);
        await meter.MeasureAsync("delta", stop);

        await directory.ApplyAsync(plan, stop);
        var delta = await meter.MeasureAsync("delta", stop);
        await directory.CheckAsync(api, stop);
        return new(users, first, delta);
    }
}
