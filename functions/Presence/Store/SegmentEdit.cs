namespace NimbusFunctions.Presence.Store;

/// <summary>What is to be changed in a segment, and what there is to tell of it once it is stored.</summary>
/// <param name="Slots">The users whom it touches; a user at most once.</param>
/// <param name="Fast">Who is asked for at the faster cadence from now on; null: as before.</param>
/// <param name="FastCadence">The faster cadence.</param>
/// <param name="SlowCadence">The slower one.</param>
/// <param name="Changes">To be told to the followers.</param>
internal sealed record SegmentEdit(
    IReadOnlyList<SlotEdit> Slots, bool[]? Fast, TimeSpan FastCadence, TimeSpan SlowCadence, IReadOnlyList<PresenceChange> Changes)
{
    /// <summary>Whether anything of it is to be stored; who was asked for in vain is remembered here alone.</summary>
    public bool IsStored(PresenceSegment before) =>
        Slots.Any(slot => slot.User is not null || slot.WritesRow || slot.Confirmed is not null)
        || (Fast is not null && !Fast.AsSpan().SequenceEqual(before.Fast))
        || (before.ETag is not null && (FastCadence != before.FastCadence || SlowCadence != before.SlowCadence));
}

/// <summary>What becomes of one user.</summary>
/// <param name="Slot">The place.</param>
internal sealed record SlotEdit(int Slot)
{
    /// <summary>Who lies there from now on; empty: nobody; null: who lay there.</summary>
    public Guid? User { get; init; }

    /// <summary>Whether the user's row is written, or removed where <see cref="State"/> is null.</summary>
    public bool WritesRow { get; init; }

    /// <summary>What is known from now on, where the row is written.</summary>
    public UserPresence? State { get; init; }

    /// <summary>When it was confirmed, in <see cref="Tenths"/>; 0: the knowledge has run out; null: as before.</summary>
    public long? Confirmed { get; init; }

    /// <summary>When the user was asked for in vain; null: as before.</summary>
    public long? Asked { get; init; }
}
