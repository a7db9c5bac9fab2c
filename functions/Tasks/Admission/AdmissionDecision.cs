using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>What becomes of a task that wants a slot: values in, a value out.</summary>
internal abstract record AdmissionDecision
{
    private AdmissionDecision()
    {
    }

    /// <summary>It gets a slot.</summary>
    public sealed record Admit : AdmissionDecision;

    /// <summary>The cap is reached: the flow is told so, and nothing is kept.</summary>
    public sealed record Refuse(int Limit, int InUse, DateTimeOffset? OldestHeldSince) : AdmissionDecision;

    /// <summary>It waits here for a slot.</summary>
    public sealed record Hold : AdmissionDecision;

    /// <summary>Too many wait here, or an older one is still in the queue: it comes again later.</summary>
    public sealed record SendBack : AdmissionDecision;

    /// <summary>A task that a flow posts.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="cap">The cap in force.</param>
    public static AdmissionDecision OfPosted(SlotBook slots, int cap) => slots.InUse < cap
        ? new Admit()
        : new Refuse(cap, slots.InUse, slots.OldestHeld?.Arrived);

    /// <summary>
    /// A message or mail that arrived: nobody passes an older one. Those that were sent back come again whenever they do,
    /// so one may be held before an older one that is still in the queue, as long as there is room for that one too: a
    /// free slot waits for it, and meanwhile the others gather here.
    /// </summary>
    /// <param name="slots">The slots.</param>
    /// <param name="cap">The cap in force.</param>
    /// <param name="mostHeld">How many may wait here.</param>
    /// <param name="order">Its place in the line.</param>
    /// <param name="olderSentBack">How many older ones are in the queue, sent back.</param>
    public static AdmissionDecision OfArrival(SlotBook slots, int cap, int mostHeld, ArrivalOrder order, int olderSentBack)
    {
        if (olderSentBack > 0)
            return slots.Held + olderSentBack < mostHeld ? new Hold() : new SendBack();
        if (slots.InUse < cap && slots.Held == 0)
            return new Admit();
        // Older than all that wait: it was sent back before they came, and takes its place in the line.
        return slots.Held < mostHeld || slots.OldestHeld?.CompareTo(order) > 0 ? new Hold() : new SendBack();
    }
}
