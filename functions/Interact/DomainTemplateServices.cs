using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Interact;

/// <summary>Whether the contacts of services refer to a template.</summary>
internal sealed class DomainTemplateServices(ServiceStore services) : IReferrers
{
    public string Kind => DomainTemplateStore.OfServices;

    public async Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        await services.FindAsync(tenant, referrerId, cancellation) is { } stored
        && DomainTemplateStore.ReferencesOf(stored.Service.Interact).Contains(reference);
}
