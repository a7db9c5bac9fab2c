using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>Takes a step of a service's deletion, with a line in the audit; the sync looks at a service that ends next.</summary>
internal sealed class ServiceSteps(ServiceStore services, LedgerStore ledger, HintStore hints, SyncScheduler scheduler, TimeProvider time)
{
    public ServiceStore Services => services;

    /// <returns>False where somebody changed the service meanwhile.</returns>
    public async Task<bool> TakeAsync(
        string tenant, StoredService before, Service after, string action, string author, CancellationToken cancellation)
    {
        var service = before.Service;
        if (after != service)
        {
            await ledger.AppendAsync(
                tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, service.TeamId ?? service.Id, $"by {author}", service.Id)], cancellation);
            if (!await services.UpdateAsync(tenant, [(before, after)], cancellation))
                return false;
        }

        // While a confirmation is awaited its members stay as they are.
        if (!after.IsEnding)
            return true;
        await hints.AddAsync(tenant, [new(HintKind.Service, service.Id, Full: true)], cancellation);
        await scheduler.QueueNowAsync(tenant, cancellation);
        return true;
    }
}
