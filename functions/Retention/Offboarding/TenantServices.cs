using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// The services of a tenant follow its deletion. Those that it made pending bear its time as that of their state: they alone
/// come back when it is called off.
/// </summary>
internal sealed class TenantServices(TenantStore tenants, ServiceSteps steps, TimeProvider time)
{
    /// <summary>Makes all services pending that are not; repeated, it goes on where it stopped.</summary>
    public async Task FollowAsync(Tenant tenant, string author, CancellationToken cancellation)
    {
        var asked = tenant.DeletionAsked!.Value;
        await EachAsync(
            tenant.Id, service => ServiceDeletion.Ask(service, asked), LedgerActions.ServiceDeletionAsked, author, cancellation);
        // Called off while this was at it: what came after the other's look comes back by this one's.
        if (await tenants.FindStoredAsync(tenant.Id, cancellation) is not { Tenant: var now } || now.DeletionAsked != asked)
            await RestoreAsync(tenant.Id, asked, author, cancellation);
    }

    /// <summary>Takes back what a tenant's deletion did to its services; those without a team are ending and end.</summary>
    public Task RestoreAsync(string tenant, DateTimeOffset asked, string author, CancellationToken cancellation) => EachAsync(
        tenant,
        service => service.StateSince == asked ? ServiceDeletion.Cancel(service, time.GetUtcNow()) : null,
        LedgerActions.ServiceDeletionCanceled,
        author,
        cancellation);

    private async Task EachAsync(string tenant, Func<Service, Service?> step, string action, string author, CancellationToken cancellation)
    {
        foreach (var listed in await steps.Services.ListAsync(tenant, cancellation))
        {
            var stored = listed;
            while (stored is not null && step(stored.Service) is { } next
                && !await steps.TakeAsync(tenant, stored, next, action, author, cancellation))
                stored = await steps.Services.FindAsync(tenant, stored.Service.Id, cancellation);
        }
    }
}
