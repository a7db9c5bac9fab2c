using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants.State;

/// <summary>Tenants as they were at most three seconds ago, for what every call asks.</summary>
internal sealed class TenantsInForce(TenantStore tenants, TimeProvider time)
{
    private readonly BriefMemory<string, Tenant> memory = new(tenants.FindAsync, time);

    /// <returns>Null where there is no such tenant.</returns>
    public ValueTask<Tenant?> FindAsync(string tenant, CancellationToken cancellation) => memory.FindAsync(tenant, cancellation);
}
