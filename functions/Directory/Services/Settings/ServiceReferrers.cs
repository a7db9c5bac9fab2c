using NimbusFunctions.Configuration;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>Whether the settings of services refer to an entity.</summary>
internal sealed class ServiceReferrers(ServiceStore services) : IReferrers
{
    public string Kind => ServiceReference.Referrer;

    public async Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        await services.FindAsync(tenant, referrerId, cancellation) is { } stored && ServiceReference.KeptOf(stored.Service).Contains(reference);
}
