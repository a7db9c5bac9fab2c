using NimbusFunctions.Tenants;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The session of the queue gives a tenant to one slice at a time; where its lock was lost, two may run. The newer
/// one raised the lease's number, and the older one stops at its next checkpoint. So does the slice of a tenant that was taken away.
/// </summary>
internal sealed class Fence(SyncStateStore state, TenantStore tenants, string tenant, SyncLease lease)
{
    private SyncLease held = lease;

    /// <exception cref="TenantRemovedException">The tenant was taken away; the lease is not renewed.</exception>
    /// <exception cref="LeaseLostException">Another slice took the tenant over.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (await tenants.FindAsync(tenant, cancellation) is null)
            throw new TenantRemovedException();
        held = await state.RenewLeaseAsync(tenant, held, cancellation) ?? throw new LeaseLostException();
    }
}

/// <summary>Another slice took the tenant over.</summary>
internal sealed class LeaseLostException() : Exception("Another slice took the tenant over.");
