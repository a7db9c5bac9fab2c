using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// Queues one poll per due tenant. Its message lives until the next one is due, so that there is never a second one and an
/// outage leaves none behind.
/// </summary>
internal sealed class PresenceScheduler(
    ScheduleStore schedules, TenantStore tenants, QueueSender queues, TimeProvider time, ILogger<PresenceScheduler> log)
{
    public const string Queue = "presence";

    /// <summary>How often it is looked whether there are new tenants.</summary>
    private static readonly TimeSpan BetweenLists = TimeSpan.FromSeconds(15);

    // A message's life begins when the queue takes it: one that takes longer to get there may meet the next, which makes it old.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    private DateTimeOffset listed;

    /// <summary>Queues a poll for every tenant that is due; one tenant's trouble keeps no other back.</summary>
    public async Task QueueDueAsync(CancellationToken cancellation)
    {
        var rows = await schedules.ListAsync(cancellation);
        var now = time.GetUtcNow();
        if (now - listed >= BetweenLists)
        {
            rows = [.. rows, .. await AddMissingAsync([.. rows.Select(row => row.Schedule.Tenant)], cancellation)];
            listed = now;
        }

        await Concurrently.ForEachTenantAsync(
            rows,
            (row, stop) => QueueAsync(row.Schedule, row.ETag, stop),
            (failure, row) => log.PollNotQueued(failure, row.Schedule.Tenant),
            cancellation);
    }

    private async Task QueueAsync(PresenceSchedule schedule, ETag etag, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Where the message is then not sent, its time passes and the next one comes.
        if (schedule.Start(now) is not { } started || await schedules.WriteAsync(started, etag, cancellation) is null)
            return;
        var life = started.NextDue - time.GetUtcNow() - OnItsWay;
        if (life <= TimeSpan.Zero)
            return;
        await queues.SendAsync(
            Queue,
            new ServiceBusMessage(JsonSerializer.Serialize(new PollRequest(started.Tenant, started.Sequence), NimbusJson.Default.PollRequest))
            {
                MessageId = $"{started.Tenant}|{started.Sequence}",
                ContentType = "application/json",
                TimeToLive = life,
            },
            cancellation);
    }

    private async Task<IReadOnlyList<(PresenceSchedule Schedule, ETag ETag)>> AddMissingAsync(HashSet<string> known, CancellationToken cancellation)
    {
        var added = new List<(PresenceSchedule, ETag)>();
        foreach (var tenant in await tenants.ListAsync(cancellation))
        {
            if (known.Contains(tenant))
                continue;
            var schedule = PresenceSchedule.New(tenant, time.GetUtcNow());
            if (await schedules.WriteAsync(schedule, null, cancellation) is { } etag)
                added.Add((schedule, etag));
        }

        return added;
    }
}
