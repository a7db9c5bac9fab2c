using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>What answers, and their absence, change in a segment: a pure decision.</summary>
internal static class AnswerDecision
{
    /// <param name="segment">What is known.</param>
    /// <param name="answers">What Graph said of users in it.</param>
    /// <param name="asked">Who was asked for, and when, among them those whom the answer left out.</param>
    /// <param name="plan">The poll's plan.</param>
    public static SegmentEdit Of(
        PresenceSegment segment, IReadOnlyList<PresenceAnswer> answers, IReadOnlyDictionary<Guid, DateTimeOffset> asked, PollPlan plan)
    {
        var slots = new Dictionary<int, SlotEdit>();
        var changes = new List<PresenceChange>();
        foreach (var answer in answers)
        {
            // Somebody told twice in one poll is told the same.
            if (segment.Slots.TryGetValue(answer.User, out var slot) && !slots.ContainsKey(slot)
                && Of(segment, slot, answer, changes) is { } edit)
                slots[slot] = edit;
        }

        foreach (var (user, at) in asked)
        {
            if (segment.Slots.TryGetValue(user, out var slot) && !slots.ContainsKey(slot))
                slots[slot] = new(slot) { Asked = Tenths.Of(at) };
        }

        return new([.. slots.Values], FastOf(segment, slots, plan), plan.Cadence.Fast, plan.Cadence.Slow, changes);
    }

    private static SlotEdit? Of(PresenceSegment segment, int slot, PresenceAnswer answer, List<PresenceChange> changes)
    {
        var (known, confirmed) = (segment.States[slot], segment.ConfirmedAt(slot));
        var verdict = PresenceOrder.Decide(known, confirmed, answer);
        if (verdict == PresenceVerdict.Older)
            return null;
        var at = Tenths.Of(answer.Asked);
        if (verdict == PresenceVerdict.Confirmed)
            return new(slot) { Confirmed = at };
        var asked = Tenths.ToTime(at);
        if (verdict == PresenceVerdict.Renewed)
            return new(slot) { Confirmed = at, WritesRow = true, State = known! with { At = asked, Number = answer.Number } };
        var before = confirmed is null ? null : known;
        changes.Add(new(answer.User.ToString("D"), before?.Seen, answer.Seen, asked, before?.Since));
        return new(slot) { Confirmed = at, WritesRow = true, State = new(answer.Seen, asked, asked, answer.Number) };
    }

    /// <summary>
    /// A user is at the faster cadence from the answer on with which that begins; else who was confirmed at the slower
    /// one would be stale at once.
    /// </summary>
    private static bool[] FastOf(PresenceSegment segment, Dictionary<int, SlotEdit> slots, PollPlan plan)
    {
        var fast = new bool[segment.Roster.Length];
        for (var slot = 0; slot < fast.Length; slot++)
        {
            fast[slot] = segment.Roster[slot] != Guid.Empty && plan.FastUsers.Contains(segment.Roster[slot])
                && (segment.Fast[slot] || (slots.TryGetValue(slot, out var edit) && edit.Confirmed is not null));
        }

        return fast;
    }
}
