using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Retention.Purge;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>
/// Removes the secrets of a tenant that ends. It stands before the removal of the tenant: while a value may be left, that does not
/// begin, and of what was set at the same moment the row tells. The value goes first here, because nobody repeats the call.
/// </summary>
internal sealed class SecretRemoval(ISecretStore store, SecretRows rows, TenantStore tenants) : IPurgeDuty
{
    public async Task<PurgeStop> WorkAsync(PurgeSlice slice, CancellationToken cancellation)
    {
        if (await tenants.FindStoredAsync(slice.Tenant, cancellation) is not { Tenant: var tenant })
            return PurgeStop.Done;
        var names = tenant switch
        {
            { Ended: not null } => (await rows.ListAsync(slice.Tenant, cancellation)).Select(secret => secret.Name),
            // Whatever the rows say: a removal may have been cut short between the row and the value.
            _ when TenantDeletion.IsOver(tenant, slice.Clock.GetUtcNow()) => SecretKind.All.Select(kind => kind.Name),
            _ => [],
        };
        foreach (var name in names)
        {
            await store.RemoveAsync(slice.Tenant, name, cancellation);
            await rows.RemoveAsync(slice.Tenant, name, cancellation);
        }

        return PurgeStop.Done;
    }
}
