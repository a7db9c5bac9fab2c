using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>Who comes into the segments and who goes, and whose knowledge has run out: a pure decision.</summary>
internal static class RosterDecision
{
    /// <summary>How many segments are needed for so many users; a segment once made stays.</summary>
    public static int SegmentsFor(int users, int segments) =>
        Math.Max(segments, (users + PresenceSegment.Capacity - 1) / PresenceSegment.Capacity);

    /// <param name="segments">What is known: all segments, in the order of their numbers.</param>
    /// <param name="tracked">Who is to be tracked.</param>
    /// <param name="now">Now.</param>
    /// <returns>The edits of the segments that change, by number.</returns>
    public static IReadOnlyDictionary<int, SegmentEdit> Of(IReadOnlyList<PresenceSegment> segments, IReadOnlySet<Guid> tracked, DateTimeOffset now)
    {
        var seen = new HashSet<Guid>();
        var edits = segments.Select(segment => (Slots: new List<SlotEdit>(), Changes: new List<PresenceChange>())).ToList();
        var free = new List<Queue<int>>();
        foreach (var (segment, edit) in segments.Zip(edits))
        {
            var places = new Queue<int>();
            for (var slot = 0; slot < segment.Roster.Length; slot++)
            {
                var user = segment.Roster[slot];
                if (user == Guid.Empty)
                    places.Enqueue(slot);
                // Twice after two who were late: the later place is given up.
                else if (!tracked.Contains(user) || !seen.Add(user))
                    Leave(segment, slot, edit.Slots, edit.Changes, tracked.Contains(user), now);
                else if (IsOver(segment, slot, now))
                    Lapse(segment, slot, edit.Slots, edit.Changes);
            }

            free.Add(places);
        }

        using var newcomers = tracked.Where(user => !seen.Contains(user)).GetEnumerator();
        for (var segment = 0; segment < segments.Count; segment++)
        {
            var next = segments[segment].Roster.Length;
            while ((free[segment].Count > 0 || next < PresenceSegment.Capacity) && newcomers.MoveNext())
            {
                var slot = free[segment].Count > 0 ? free[segment].Dequeue() : next++;
                edits[segment].Slots.Add(new(slot) { User = newcomers.Current, Confirmed = 0 });
            }
        }

        return segments.Zip(edits)
            .Where(pair => pair.Second.Slots.Count > 0)
            .ToDictionary(
                pair => pair.First.Number,
                pair => new SegmentEdit(pair.Second.Slots, null, pair.First.FastCadence, pair.First.SlowCadence, pair.Second.Changes));
    }

    private static bool IsOver(PresenceSegment segment, int slot, DateTimeOffset now) =>
        segment.States[slot] is not null && segment.ConfirmedAt(slot) is { } confirmed && Staleness.IsStale(confirmed, segment.CadenceOf(slot), now);

    private static void Leave(PresenceSegment segment, int slot, List<SlotEdit> slots, List<PresenceChange> changes, bool silently, DateTimeOffset now)
    {
        var state = segment.States[slot];
        slots.Add(new(slot) { User = Guid.Empty, Confirmed = 0, WritesRow = state is not null });
        if (state is not null && segment.Confirmed[slot] != 0 && !silently)
            changes.Add(new(segment.Roster[slot].ToString("D"), state.Seen, null, now, state.Since));
    }

    private static void Lapse(PresenceSegment segment, int slot, List<SlotEdit> slots, List<PresenceChange> changes)
    {
        var (state, confirmed) = (segment.States[slot]!, segment.ConfirmedAt(slot)!.Value);
        slots.Add(new(slot) { Confirmed = 0 });
        changes.Add(new(
            segment.Roster[slot].ToString("D"), state.Seen, null, confirmed + Staleness.LimitOf(segment.CadenceOf(slot)), state.Since));
    }
}
