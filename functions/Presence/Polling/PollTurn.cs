using Azure;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>The right to poll a tenant: its row says so until the turn is over, and its ETag that nobody else took it.</summary>
internal sealed class PollTurn
{
    private readonly ScheduleStore store;
    private ETag etag;

    private PollTurn(ScheduleStore store, PresenceSchedule schedule, ETag etag) =>
        (this.store, Schedule, this.etag) = (store, schedule, etag);

    public PresenceSchedule Schedule { get; private set; }

    /// <returns>Null where the message is old, came twice, or another poll is under way.</returns>
    public static async Task<PollTurn?> TakeAsync(ScheduleStore store, PollRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await store.FindAsync(request.Tenant, cancellation) is not { } found || found.Schedule.Take(request.Sequence, now) is not { } taken)
            return null;
        return await store.WriteAsync(taken, found.ETag, cancellation) is { } written ? new(store, taken, written) : null;
    }

    /// <summary>More users need more segments: readers know of them before there is anything in them.</summary>
    /// <exception cref="PollOvertakenException">Another took the tenant over.</exception>
    public Task RaiseAsync(int segments, CancellationToken cancellation) => WriteAsync(Schedule with { Segments = segments }, cancellation);

    /// <summary>There is something left to be done that takes its time.</summary>
    /// <exception cref="PollOvertakenException">Another took the tenant over.</exception>
    public Task RenewAsync(DateTimeOffset now, CancellationToken cancellation) =>
        WriteAsync(Schedule with { TakenUntil = now + PresenceSchedule.Lease }, cancellation);

    /// <exception cref="PollOvertakenException">Another took the tenant over.</exception>
    public Task EndAsync(PresenceSchedule schedule, CancellationToken cancellation) => WriteAsync(schedule, cancellation);

    private async Task WriteAsync(PresenceSchedule schedule, CancellationToken cancellation)
    {
        etag = await store.WriteAsync(schedule, etag, cancellation) ?? throw new PollOvertakenException();
        Schedule = schedule;
    }
}

/// <summary>The poll took longer than its right to it lasted, and another has begun.</summary>
internal sealed class PollOvertakenException() : Exception("Another poll of the tenant has begun.");
