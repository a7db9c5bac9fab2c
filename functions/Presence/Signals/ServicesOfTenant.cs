using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Signals;

/// <summary>The operational services of a tenant by id, as they were at most three seconds ago.</summary>
internal sealed class ServicesOfTenant(ServiceStore services, TimeProvider time)
{
    private readonly BriefMemory<string, Dictionary<string, Service>> memory = new(
        async (tenant, cancellation) => (await services.ListAsync(tenant, cancellation))
            .Select(stored => stored.Service)
            .Where(service => service.State == ServiceState.Operational)
            .ToDictionary(service => service.Id),
        time);

    public async ValueTask<IReadOnlyDictionary<string, Service>> OfAsync(string tenant, CancellationToken cancellation) =>
        (await memory.FindAsync(tenant, cancellation))!;
}
