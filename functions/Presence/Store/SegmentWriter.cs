using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Stores what polls found out, and tells the followers. Where somebody else was first, or the store's answer was lost,
/// it reads again and decides anew: a change that turns out to be stored is told all the same.
/// </summary>
internal sealed class SegmentWriter(SegmentMemory memory, IEnumerable<IPresenceFollower> followers, ILogger<SegmentWriter> log)
{
    private const int Tries = 4;

    /// <summary>Stores what answers say.</summary>
    /// <returns>Whether anything was stored.</returns>
    public async Task<bool> StoreAsync(
        string tenant,
        int number,
        IReadOnlyList<PresenceAnswer> answers,
        IReadOnlyDictionary<Guid, DateTimeOffset> unanswered,
        PollPlan plan,
        CancellationToken cancellation)
    {
        var tried = new List<PresenceChange>();
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var segment = await memory.FindAsync(tenant, number, TimeSpan.MaxValue, cancellation);
            var edit = AnswerDecision.Of(segment, answers, unanswered, plan);
            if (!edit.IsStored(segment))
            {
                memory.Replace(tenant, segment, SegmentChange.Apply(segment, edit.Slots, null));
                await TellAsync(tenant, segment, tried, cancellation);
                return tried.Count > 0;
            }

            tried.AddRange(edit.Changes);
            if (await WriteAsync(tenant, segment, edit, cancellation) is { } stored)
            {
                await TellAsync(tenant, stored, tried, cancellation);
                return true;
            }
        }

        log.SegmentContended(tenant, number);
        return false;
    }

    /// <summary>Stores who comes and who goes. Where that fails the next poll decides anew.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> PlaceAsync(string tenant, PresenceSegment segment, SegmentEdit edit, CancellationToken cancellation)
    {
        var stored = await WriteAsync(tenant, segment, edit, cancellation);
        await TellAsync(tenant, stored ?? memory.Last(tenant, segment.Number)!, edit.Changes, cancellation);
        return stored is not null;
    }

    private async Task<PresenceSegment?> WriteAsync(string tenant, PresenceSegment segment, SegmentEdit edit, CancellationToken cancellation)
    {
        try
        {
            if (await memory.Store.WriteAsync(tenant, segment, edit, cancellation) is { } stored)
            {
                memory.Put(tenant, stored);
                return stored;
            }
        }
        catch
        {
            // Nobody knows what was stored.
            memory.Forget(tenant, segment);
            throw;
        }

        memory.Forget(tenant, segment);
        await memory.FindAsync(tenant, segment.Number, TimeSpan.Zero, cancellation);
        return null;
    }

    private async Task TellAsync(string tenant, PresenceSegment stored, IReadOnlyList<PresenceChange> tried, CancellationToken cancellation)
    {
        var changes = tried.Where(change => Holds(stored, change)).Distinct().ToList();
        if (changes.Count == 0)
            return;
        PresenceMetrics.Changed(tenant, changes.Count);
        await TellAsync(tenant, changes, cancellation);
    }

    /// <summary>Tells the followers; of no change too, so that they see to what the tenant's settings ask of them.</summary>
    public async Task TellAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation)
    {
        foreach (var follower in followers)
        {
            try
            {
                await follower.FollowAsync(tenant, changes, cancellation);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // What is stored stays stored; one follower's trouble is not the others'.
                log.FollowerFailed(failure, tenant, changes.Count);
            }
        }
    }

    private static bool Holds(PresenceSegment stored, PresenceChange change)
    {
        if (!stored.Slots.TryGetValue(Guid.Parse(change.UserId), out var slot))
            return change.After is null;
        return change.After is null
            ? stored.Confirmed[slot] == 0
            : stored.States[slot] is { } state && state.Since == change.At && PresenceOrder.IsSame(state.Seen, change.After);
    }
}
