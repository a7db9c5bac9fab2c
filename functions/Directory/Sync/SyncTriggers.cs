using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Carries out the messages of <c>directory-sync</c>.</summary>
internal sealed class SyncTriggers(
    TenantStore tenants, SyncStateStore state, SyncScheduler scheduler, RecordedSync sync, UserLists lists, ILogger<SyncTriggers> log)
{
    public async Task<MessageOutcome> SyncAsync(QueueMessage message, CancellationToken cancellation)
    {
        var request = message.Read(NimbusJson.Stored.SyncRequest);
        if (!Guid.TryParseExact(request.Tenant, "D", out _))
            return new MessageOutcome.GivenUp("The message names no tenant.");
        if (await tenants.FindAsync(request.Tenant, cancellation) is null)
            return new MessageOutcome.GivenUp("The message names a tenant that does not exist.");
        var (schedule, _) = await state.ReadScheduleAsync(request.Tenant, cancellation);
        // A run that is over, told again.
        if (request.Sequence < schedule.Sequence || schedule.Outstanding is null)
            return MessageOutcome.Done.Instance;
        try
        {
            var end = await sync.RunSliceAsync(request, cancellation);
            // Whoever sees the run's end in this process sees its users too.
            lists.Touch(request.Tenant);
            switch (end)
            {
                case SliceEnd.Unfinished unfinished:
                    await scheduler.ContinueAsync(request, unfinished.Wait, cancellation);
                    break;
                case SliceEnd.Finished finished:
                    await scheduler.FinishAsync(request, finished, cancellation);
                    break;
            }
        }
        catch (LeaseLostException)
        {
            // Another instance took the tenant over and ends the run.
            log.SyncLeaseLost(request.Tenant);
        }
        catch (TenantRemovedException)
        {
            log.SyncTenantRemoved(request.Tenant);
        }

        return MessageOutcome.Done.Instance;
    }
}
