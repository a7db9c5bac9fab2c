using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Local.Commands;

/// <summary>Makes the simulated tenants known to the app, through its API as an operator does it.</summary>
internal sealed class Onboarding(LocalEdition edition, LocalEditionOptions options, TextWriter progress)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan SyncPatience = TimeSpan.FromSeconds(60);

    /// <exception cref="ApiException">The API refused.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        using var http = LoopbackHttp.Create(edition.Api);
        progress.WriteLine("Registering the tenants and their services ...");
        List<TenantApi> tenants = [];
        foreach (var tenant in edition.Simulator.Tenants)
        {
            TenantApi api = new(new JsonCalls(http, () => edition.TokenForSystem(tenant.Id)), tenant.Id);
            await api.RegisterAsync(tenant.Name, tenant.Domain, tenant.AdminGroupId, ct);
            if (options.RegisterServices)
                await RegisterServicesAsync(api, tenant, ct);

            tenants.Add(api);
        }

        if (options.FirstSync)
            await SyncAsync(tenants, ct);
    }

    // Only those that are missing: what somebody changed in an earlier run with --state stays as it is.
    private static async Task RegisterServicesAsync(TenantApi api, SimulatedTenantSummary tenant, CancellationToken ct)
    {
        HashSet<string> known = [.. (await api.ServicesAsync(ct)).Select(service => service.Id)];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(
            tenant.Teams.Where(team => !known.Contains(team.Id)),
            parallel,
            async (team, cancellation) => await api.RegisterServiceAsync(team.Id, ServiceUpn(team, tenant), team.DisplayName, cancellation));
    }

    /// <summary>The alias of the team's mail address, which no other team of the tenant has.</summary>
    internal static string ServiceUpn(SimulatedTeamSummary team, SimulatedTenantSummary tenant) => $"{team.Mail.Split('@')[0]}@{tenant.Domain}";

    private async Task SyncAsync(List<TenantApi> tenants, CancellationToken ct)
    {
        progress.WriteLine("Waiting for the first sync ...");
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(tenants, parallel, async (api, cancellation) =>
        {
            if (await SyncWait.RunAsync(api, SyncPatience, cancellation) is not null)
                return;

            lock (progress)
                progress.WriteLine($"The first sync of tenant {api.Tenant} takes longer than {SyncPatience.TotalSeconds:0} seconds; it goes on, see GET /v1/tenants/{api.Tenant}/sync.");
        });
    }
}
