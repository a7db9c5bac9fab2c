using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>Brings tenants into trouble and out of it, through the simulator's control API.</summary>
internal sealed class Trouble(HttpClient simulator)
{
    // Short enough to be waited out where the request is made: it keeps its session as long as it can.
    private const string RetryAfter = "5";

    private readonly JsonCalls calls = new(simulator);

    public async Task BeginAsync(FairnessTenants tenants, CancellationToken stop)
    {
        foreach (var tenant in tenants.Hanging)
            await DoAsync(HttpMethod.Post, tenant, "faults", new { match = "", kind = "hang", times = 0 }, stop);
        foreach (var tenant in tenants.Throttled)
            await DoAsync(HttpMethod.Post, tenant, "faults", new { match = "", status = 429, retryAfter = RetryAfter, times = 0 }, stop);
        foreach (var tenant in tenants.WithoutConsent)
            await DoAsync(HttpMethod.Delete, tenant, "consent", null, stop);
    }

    public async Task EndAsync(FairnessTenants tenants, CancellationToken stop)
    {
        foreach (var tenant in tenants.InTrouble)
            await DoAsync(HttpMethod.Delete, tenant, "faults", null, stop);
        foreach (var tenant in tenants.WithoutConsent)
            await DoAsync(HttpMethod.Post, tenant, "consent", null, stop);
    }

    private Task DoAsync(HttpMethod method, SimulatedTenantSummary tenant, string what, object? body, CancellationToken stop) =>
        calls.DoAsync(method, $"_control/tenants/{tenant.Id}/{what}", body, null, stop);
}
