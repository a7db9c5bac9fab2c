using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Stores what polls found out. Where somebody else was first, or the store's answer was lost, it reads again and decides
/// anew: a change that turns out to be stored is one to tell all the same.
/// </summary>
internal sealed class SegmentWriter(SegmentMemory memory, ILogger<SegmentWriter> log)
{
    private const int Tries = 4;

    /// <summary>Stores what answers say.</summary>
    /// <returns>Whether anything was stored.</returns>
    public async Task<bool> StoreAsync(
        PollRound round,
        int number,
        IReadOnlyList<PresenceAnswer> answers,
        IReadOnlyDictionary<Guid, DateTimeOffset> unanswered,
        PollPlan plan,
        CancellationToken cancellation)
    {
        var (tenant, tried) = (round.Tenant, new List<PresenceChange>());
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var segment = await memory.FindAsync(tenant, number, TimeSpan.MaxValue, cancellation);
            var edit = AnswerDecision.Of(segment, answers, unanswered, plan);
            if (!edit.IsStored(segment))
            {
                memory.Replace(tenant, segment, SegmentChange.Apply(segment, edit.Slots, null));
                Tell(round, segment, tried);
                return tried.Count > 0;
            }

            tried.AddRange(edit.Changes);
            if (await WriteAsync(tenant, segment, edit, cancellation) is { } stored)
            {
                Tell(round, stored, tried);
                return true;
            }
        }

        log.SegmentContended(tenant, number);
        return false;
    }

    /// <summary>Stores who comes and who goes. Where that fails the next poll decides anew.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> PlaceAsync(PollRound round, PresenceSegment segment, SegmentEdit edit, CancellationToken cancellation)
    {
        var stored = await WriteAsync(round.Tenant, segment, edit, cancellation);
        Tell(round, stored ?? memory.Last(round.Tenant, segment.Number)!, edit.Changes);
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

    private static void Tell(PollRound round, PresenceSegment stored, IReadOnlyList<PresenceChange> tried) =>
        round.Changed(tried.Where(change => Holds(stored, change)).Distinct());

    private static bool Holds(PresenceSegment stored, PresenceChange change)
    {
        if (!stored.Slots.TryGetValue(Guid.Parse(change.UserId), out var slot))
            return change.After is null;
        return change.After is null
            ? stored.Confirmed[slot] == 0
            : stored.States[slot] is { } state && state.Since == change.At && PresenceOrder.IsSame(state.Seen, change.After);
    }
}
