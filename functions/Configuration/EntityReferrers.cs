namespace NimbusFunctions.Configuration;

/// <summary>Configuration entities that refer to others.</summary>
internal sealed class EntityReferrers(string kind, ConfigurationStore store) : IReferrers
{
    public string Kind => kind;

    public async Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        await store.FindAsync(tenant, kind, referrerId, cancellation) is { } entity && entity.References().Contains(reference);
}
