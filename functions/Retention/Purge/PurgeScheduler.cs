using System.Text.Json;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Queues a purge per tenant every hour, and one for what belongs to no tenant; never a second one while one is outstanding.
/// </summary>
internal sealed class PurgeScheduler(
    TenantStore tenants, ScheduleBook schedules, QueueSender queues, TimeProvider time, ILogger<PurgeScheduler> log)
{
    public const string Queue = "retention-purge";

    /// <summary>Queues all; one tenant's trouble keeps no other back.</summary>
    public async Task QueueAllAsync(CancellationToken cancellation)
    {
        var ended = (await tenants.Ended.ListAsync(cancellation)).Append(DeadLetterStore.NoTenant).ToHashSet(StringComparer.Ordinal);
        await Concurrently.ForEachTenantAsync(
            (await tenants.ListAsync(cancellation)).Union(ended),
            async (tenant, stop) =>
            {
                // Listed and not there: its creation stopped half-way.
                if (ended.Contains(tenant) || await tenants.FindAsync(tenant, stop) is not null)
                    await QueueAsync(tenant, stop);
            },
            log.PurgeNotQueued,
            cancellation);
    }

    /// <summary>Queues a tenant's purge, unless one is under way.</summary>
    /// <returns>Whether it was queued.</returns>
    public async Task<bool> QueueAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var found = await schedules.FindAsync(tenant, cancellation);
        var schedule = found?.Schedule ?? PurgeSchedule.New(now);
        if (found is not null)
            Tell(tenant, schedule, now);
        // Where the message is then not sent, the next hour finds it lost.
        if (schedule.Start(now) is not { } started || await schedules.WriteAsync(tenant, started, found?.ETag, cancellation) is null)
            return false;
        await SendAsync(new(tenant, started.Sequence, 0), cancellation);
        return true;
    }

    /// <summary>Whether a message is of the purge that is under way.</summary>
    public async Task<bool> IsCurrentAsync(PurgeRequest request, CancellationToken cancellation) =>
        await schedules.FindAsync(request.Tenant, cancellation) is { } found
        && found.Schedule.Outstanding is not null && found.Schedule.Sequence == request.Sequence;

    /// <summary>A purge goes on with another slice.</summary>
    public async Task ContinueAsync(PurgeRequest request, CancellationToken cancellation)
    {
        await SendAsync(request with { Slice = request.Slice + 1 }, cancellation);
        await ChangeAsync(request, schedule => schedule.Heard(time.GetUtcNow()), cancellation);
    }

    /// <summary>A purge has ended.</summary>
    /// <param name="request">The last slice.</param>
    /// <param name="completed">Whether all that was over is gone.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public Task FinishAsync(PurgeRequest request, bool completed, CancellationToken cancellation) =>
        ChangeAsync(request, schedule => schedule.Finish(completed), cancellation);

    private async Task ChangeAsync(PurgeRequest request, Func<PurgeSchedule, PurgeSchedule> change, CancellationToken cancellation)
    {
        while (await schedules.FindAsync(request.Tenant, cancellation) is { } found
            && found.Schedule.Sequence == request.Sequence && found.Schedule.Outstanding is not null)
        {
            var next = change(found.Schedule);
            if (await schedules.WriteAsync(request.Tenant, next, found.ETag, cancellation) is null)
                continue;
            PurgeMetrics.Overdue(request.Tenant, next.Overdue(time.GetUtcNow()));
            return;
        }
    }

    private void Tell(string tenant, PurgeSchedule schedule, DateTimeOffset now)
    {
        var overdue = schedule.Overdue(now);
        PurgeMetrics.Overdue(tenant, overdue);
        if (overdue >= PurgeSchedule.Danger)
            log.PurgeOverdue(tenant, overdue);
    }

    private Task SendAsync(PurgeRequest request, CancellationToken cancellation) => queues.SendAsync(
        Queue,
        new ServiceBusMessage(JsonSerializer.Serialize(request, NimbusJson.Default.PurgeRequest))
        {
            // The same slice of the same purge is one message, however often it is sent.
            MessageId = $"{request.Tenant}|{request.Sequence}|{request.Slice}",
            ContentType = "application/json",
        },
        cancellation);
}
