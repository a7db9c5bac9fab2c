using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>Makes a tenant known to the app, so that its first sync is one run over all of its services.</summary>
internal static class FirstRun
{
    private const int AtOnce = 8;

    /// <summary>Each new service asks for a run at once: Graph refuses until all are there.</summary>
    /// <exception cref="ApiException">The API refused.</exception>
    public static async Task PrepareAsync(
        TenantApi api, SimulatedTenantSummary tenant, BenchDirectory directory, SyncMeter meter, CancellationToken stop)
    {
        await directory.RefuseAsync(stop);
        await api.RegisterAsync(tenant.Name, tenant.Domain, tenant.AdminGroupId, stop);
        await Parallel.ForEachAsync(
            tenant.Teams,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (team, cancellation) => await api.RegisterServiceAsync(team.Id, Onboarding.ServiceUpn(team, tenant), team.DisplayName, cancellation));
        await meter.WaitUntilIdleAsync(stop);
        await directory.AllowAsync(stop);
    }
}
