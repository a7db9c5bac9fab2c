using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Queues runs: never a second one while one is outstanding. The schedule is stored before the message is sent; a
/// process that dies between the two is found out a minute later.
/// </summary>
internal sealed class SyncScheduler(
    TenantStore tenants, SyncStateStore state, QueueSender queues, TimeProvider time, ILogger<SyncScheduler> log)
{
    public const string Queue = "directory-sync";

    /// <summary>Queues a run for every tenant that is due; one tenant's trouble keeps no other back.</summary>
    public async Task QueueDueAsync(CancellationToken cancellation) => await Concurrently.ForEachTenantAsync(
        await tenants.ListAsync(cancellation),
        async (tenant, stop) =>
        {
            // Listed and not there: its creation or its removal stopped half-way. A message would find no tenant.
            if (await tenants.FindAsync(tenant, stop) is not null)
                await QueueAsync(tenant, asked: false, stop);
        },
        log.SyncTenantSkipped,
        cancellation);

    /// <summary>Queues a run now, or right after the one that is under way.</summary>
    public Task<QueuedRun> QueueNowAsync(string tenant, CancellationToken cancellation) => QueueAsync(tenant, asked: true, cancellation);

    /// <summary>A run has ended: the next is due at its time, or sent at once where one is wanted sooner.</summary>
    /// <param name="request">The run that ended.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task FinishAsync(SyncRequest request, SliceEnd.Finished end, CancellationToken cancellation)
    {
        while (true)
        {
            var (schedule, etag) = await state.ReadScheduleAsync(request.Tenant, cancellation);
            if (schedule.Sequence != request.Sequence || schedule.Outstanding is null)
                return;
            var now = time.GetUtcNow();
            var wait = schedule.Again ? TimeSpan.Zero : SyncSchedule.SecondLook;
            var next = schedule.Again || end.SecondLook ? schedule.Continue(now, wait, end.Failure) : schedule.Finish(now, end.Failure);
            var done = next.Outstanding is not null
                ? await StartAsync(request.Tenant, next, etag, wait, cancellation)
                : await state.WriteScheduleAsync(request.Tenant, next, etag, cancellation) is not null;
            if (!done)
                continue;
            SyncMetrics.Failing(request.Tenant, next.Failing?.Failures ?? 0);
            if (next.Failing is { } failing)
                log.SyncFailing(request.Tenant, failing.Failures, failing.Since, failing.IsQuarantine, next.NextDue, failing.Reason);
            else if (schedule.Failing is { } over)
                log.SyncRecovered(request.Tenant, over.Failures, over.Since);
            return;
        }
    }

    /// <summary>A run goes on: its next slice is sent, and the schedule knows until when to wait for it.</summary>
    public async Task ContinueAsync(SyncRequest request, TimeSpan wait, CancellationToken cancellation)
    {
        await SendSliceAsync(request with { Slice = request.Slice + 1 }, wait, cancellation);
        var (schedule, etag) = await state.ReadScheduleAsync(request.Tenant, cancellation);
        if (schedule.Sequence == request.Sequence)
            await state.WriteScheduleAsync(request.Tenant, schedule.GoOn(time.GetUtcNow(), wait), etag, cancellation);
    }

    private async Task<QueuedRun> QueueAsync(string tenant, bool asked, CancellationToken cancellation)
    {
        while (true)
        {
            var (schedule, etag) = await state.ReadScheduleAsync(tenant, cancellation);
            if (schedule.Start(time.GetUtcNow(), asked) is not { } started)
            {
                if (!asked || schedule.Outstanding is null || schedule.Again
                    || await state.WriteScheduleAsync(tenant, schedule with { Again = true }, etag, cancellation) is not null)
                    return new(schedule.Run, AlreadyRunning: true);
                continue;
            }

            if (await StartAsync(tenant, started, etag, TimeSpan.Zero, cancellation))
                return new(started.Run, AlreadyRunning: false);
        }
    }

    private async Task<bool> StartAsync(
        string tenant, SyncSchedule started, ETag? over, TimeSpan wait, CancellationToken cancellation)
    {
        if (await state.WriteScheduleAsync(tenant, started, over, cancellation) is not { } written)
            return false;
        await SendSliceAsync(new(tenant, started.Sequence, 0, started.Begun), wait, cancellation);
        // Losing this write is harmless: the message is sent again under the same id and dropped as a duplicate.
        await state.WriteScheduleAsync(tenant, started with { Sent = true }, written, cancellation);
        log.SyncQueued(tenant, started.Sequence);
        return true;
    }

    private Task SendSliceAsync(SyncRequest request, TimeSpan wait, CancellationToken cancellation)
    {
        var message = new ServiceBusMessage(JsonSerializer.Serialize(request, NimbusJson.Default.SyncRequest))
        {
            // The same slice of the same run is one message, however often it is sent. The run's time tells it from one of
            // the same number that the tenant had before it was off-boarded: the queue would drop it as a duplicate.
            MessageId = $"{request.Tenant}|{request.Run}|{request.Slice}",
            SessionId = request.Tenant,
            ContentType = "application/json",
        };
        if (wait > TimeSpan.Zero)
            message.ScheduledEnqueueTime = time.GetUtcNow() + wait;
        return queues.SendAsync(Queue, message, cancellation);
    }
}

/// <summary>The run that was queued, or that is under way.</summary>
internal sealed record QueuedRun(RunId Run, bool AlreadyRunning);
