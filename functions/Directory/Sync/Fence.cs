namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The session of the queue gives a tenant to one slice at a time; where its lock was lost, two may run. The newer
/// one raised the lease's number, and the older one stops at its next checkpoint.
/// </summary>
internal sealed class Fence(SyncStateStore state, string tenant, SyncLease lease)
{
    private SyncLease held = lease;

    /// <exception cref="LeaseLostException">Another slice took the tenant over.</exception>
    public async Task CheckAsync(CancellationToken cancellation) =>
        held = await state.RenewLeaseAsync(tenant, held, cancellation) ?? throw new LeaseLostException();
}

/// <summary>Another slice took the tenant over.</summary>
internal sealed class LeaseLostException() : Exception("Another slice took the tenant over.");
