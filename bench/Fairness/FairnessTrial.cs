using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>A local edition with many small tenants whose directories change, and a run of each in one situation after the other.</summary>
internal sealed class FairnessTrial(LocalEdition edition, HttpClient app, HttpClient simulator, BenchJournal journal)
{
    private const int Users = 20;
    private const int Teams = 2;
    private const int AtOnce = 8;

    private readonly FairnessTenants tenants = FairnessTenants.Of(edition.Simulator.Tenants);
    private readonly ControlClient control = new(simulator);
    private readonly Trouble trouble = new(simulator);
    private readonly RunWatch watch = new(edition.Azurite.ConnectionString);

    /// <summary>What to start.</summary>
    public static LocalEditionOptions Options(int seed) => LocalEditionOptions.OnFreePorts with
    {
        Tenants = FairnessTenants.Count,
        Users = Users,
        Teams = Teams,
        TeamMembers = Users,
        Seed = seed,
        Mischief = false,
        RegisterTenants = false,
        // Only the runs that are asked for.
        AppSettings = new Dictionary<string, string> { ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
    };

    /// <summary>Registers everybody, and waits until all are in step with their directories.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        await ForEachAsync(edition.Simulator.Tenants, async (tenant, cancellation) => await RegisterAsync(tenant, cancellation), stop);
        await watch.IdleAsync(edition.Simulator.Tenants.Select(tenant => tenant.Id), stop);
    }

    /// <summary>Changes somebody in each directory and asks for everybody's run; those in trouble are ahead of all others.</summary>
    /// <param name="situation">What goes on beside.</param>
    /// <param name="number">Another one each time: people get this department.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BenchException">A run of a tenant that is well failed, or one in trouble did not.</exception>
    public async Task<Wave> RunAsync(Situation situation, int number, CancellationToken stop)
    {
        await ForEachAsync(
            [.. tenants.Well, .. situation == Situation.Calm ? tenants.InTrouble : []],
            async (tenant, cancellation) => await control.ChangeDepartmentAsync(
                tenant.Id, (await control.TeamsAsync(tenant.Id, cancellation))[0].Members[0], $"Shift {number}", cancellation),
            stop);
        if (situation == Situation.Troubled)
            await trouble.BeginAsync(tenants, stop);
        try
        {
            var wave = await MeasureAsync(situation, stop);
            if (situation == Situation.Troubled && await watch.UnwellAsync(tenants.InTrouble.Select(tenant => tenant.Id), stop) < tenants.InTrouble.Count())
                throw new BenchException("A tenant that was to be in trouble has done its run.");
            return wave;
        }
        finally
        {
            await trouble.EndAsync(tenants, stop);
            await watch.IdleAsync(tenants.InTrouble.Select(tenant => tenant.Id), stop);
        }
    }

    private async Task<Wave> MeasureAsync(Situation situation, CancellationToken stop)
    {
        GC.Collect();
        if (situation != Situation.Alone)
            await ForEachAsync(tenants.InTrouble, async (tenant, cancellation) => await ApiOf(tenant).StartSyncAsync(cancellation), stop);

        Dictionary<string, string> runs = [];
        var began = TimeProvider.System.GetUtcNow();
        await ForEachAsync(
            tenants.Well,
            async (tenant, cancellation) =>
            {
                var accepted = await ApiOf(tenant).StartSyncAsync(cancellation);
                lock (runs)
                    runs[tenant.Id] = accepted.Run ?? throw new BenchException("The API does not say which run it began.");
            },
            stop);
        var ended = await watch.EndsAsync(runs, stop);
        if (ended.Values.FirstOrDefault(run => run.Problems.Count > 0 || run.Counts.Updated == 0) is { } odd)
            throw new BenchException($"Run {odd.Id} of a tenant that is well updated {odd.Counts.Updated} users. {string.Join(' ', odd.Problems)} {journal.Last}");

        return new(situation, [.. ended.Values.Select(run => (run.Ended - began).TotalSeconds)]);
    }

    private async Task RegisterAsync(SimulatedTenantSummary tenant, CancellationToken stop)
    {
        var api = ApiOf(tenant);
        await api.RegisterAsync(tenant.Name, tenant.Domain, tenant.AdminGroupId, stop);
        foreach (var team in tenant.Teams)
            await api.RegisterServiceAsync(team.Id, Onboarding.ServiceUpn(team, tenant), team.DisplayName, stop);
    }

    private TenantApi ApiOf(SimulatedTenantSummary tenant) => new(new JsonCalls(app, () => edition.TokenForSystem(tenant.Id)), tenant.Id);

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> act, CancellationToken stop) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, act);
}
