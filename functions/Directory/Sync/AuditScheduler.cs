using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Makes an audit due for every tenant: its next run does it. Tenants whose runs fail are not woken for it.</summary>
internal sealed class AuditScheduler(
    TenantStore tenants, SyncStateStore state, SyncScheduler scheduler, TimeProvider time, ILogger<AuditScheduler> log)
{
    public async Task QueueAllAsync(CancellationToken cancellation) => await Concurrently.ForEachTenantAsync(
        await tenants.ListAsync(cancellation),
        async (tenant, stop) =>
        {
            if (await tenants.FindAsync(tenant, stop) is null)
                return;
            await state.WriteAuditDueAsync(tenant, time.GetUtcNow(), stop);
            if ((await state.ReadScheduleAsync(tenant, stop)).Schedule.Failing is null)
                await scheduler.QueueNowAsync(tenant, stop);
        },
        log.SyncTenantSkipped,
        cancellation);
}
