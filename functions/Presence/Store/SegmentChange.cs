namespace NimbusFunctions.Presence.Store;

/// <summary>Makes the segment that comes after an edit; pure.</summary>
internal static class SegmentChange
{
    /// <param name="before">The segment before.</param>
    /// <param name="slots">Whom it touches.</param>
    /// <param name="ending">Where this is the edit's last part, the edit with its cadences; null: it is not.</param>
    public static PresenceSegment Apply(PresenceSegment before, IReadOnlyList<SlotEdit> slots, SegmentEdit? ending)
    {
        var places = Math.Max(before.Roster.Length, slots.Count == 0 ? 0 : slots.Max(slot => slot.Slot) + 1);
        var isRosterNew = slots.Any(slot => slot.User is not null);
        var next = new PresenceSegment
        {
            Number = before.Number,
            ETag = before.ETag,
            Version = before.Version,
            RosterVersion = isRosterNew ? before.RosterVersion + 1 : before.RosterVersion,
            Roster = isRosterNew ? Copy(before.Roster, places) : before.Roster,
            States = Copy(before.States, places),
            Confirmed = Copy(before.Confirmed, places),
            Asked = Copy(before.Asked, places),
            Writes = Copy(before.Writes, places),
            Fast = ending?.Fast is { } fast ? Copy(fast, places) : Copy(before.Fast, places),
            FastCadence = ending?.FastCadence ?? before.FastCadence,
            SlowCadence = ending?.SlowCadence ?? before.SlowCadence,
            AsOf = before.AsOf,
        };
        foreach (var edit in slots)
            Apply(next, edit);
        return isRosterNew ? next : next.WithSlotsOf(before);
    }

    /// <summary>A segment as it was read, with its roster and states.</summary>
    public static PresenceSegment With(PresenceSegment fresh, Guid[] roster, UserPresence?[] states) => new()
    {
        Number = fresh.Number,
        ETag = fresh.ETag,
        Version = fresh.Version,
        RosterVersion = fresh.RosterVersion,
        Roster = roster,
        States = states,
        Confirmed = fresh.Confirmed,
        Asked = fresh.Asked,
        Writes = fresh.Writes,
        Fast = fresh.Fast,
        FastCadence = fresh.FastCadence,
        SlowCadence = fresh.SlowCadence,
        AsOf = fresh.AsOf,
    };

    private static void Apply(PresenceSegment next, SlotEdit edit)
    {
        if (edit.User is { } user)
        {
            next.Roster[edit.Slot] = user;
            next.Asked[edit.Slot] = 0;
            next.Fast[edit.Slot] = false;
        }

        if (edit.WritesRow)
        {
            next.States[edit.Slot] = edit.State;
            next.Writes[edit.Slot]++;
        }

        next.Confirmed[edit.Slot] = edit.Confirmed ?? next.Confirmed[edit.Slot];
        next.Asked[edit.Slot] = edit.Asked ?? next.Asked[edit.Slot];
    }

    private static T[] Copy<T>(T[] values, int places)
    {
        var copy = new T[places];
        values.CopyTo(copy, 0);
        return copy;
    }
}
