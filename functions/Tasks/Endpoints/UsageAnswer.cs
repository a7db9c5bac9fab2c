using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>How a service's caps are used.</summary>
internal sealed record UsageAnswer(string Service, IReadOnlyList<ModalityUsage> Modalities);

/// <summary>How one of them is.</summary>
/// <param name="Cap">How many tasks may have a slot.</param>
/// <param name="InUse">How many have one; more than the cap where that was lowered.</param>
/// <param name="Held">How many arrivals wait for one.</param>
/// <param name="OldestHeldSince">Since when the one that has waited longest does; null: none.</param>
/// <param name="Holders">Who has a slot, the longest first.</param>
internal sealed record ModalityUsage(
    Modality Modality, int Cap, int InUse, int Held, DateTimeOffset? OldestHeldSince, IReadOnlyList<SlotHolder> Holders)
{
    public static ModalityUsage Of(Modality modality, int cap, SlotBook slots, DateTimeOffset now) => new(
        modality,
        cap,
        slots.InUse,
        slots.Held,
        slots.OldestHeld?.Arrived,
        [.. slots.Taken.OrderBy(slot => slot.Since)
            .Select(slot => new SlotHolder(slot.TaskId, slot.Since, (long)Math.Max(0, (now - slot.Since).TotalSeconds), slot.Until))]);
}

/// <summary>A task that has a slot.</summary>
/// <param name="AgeSeconds">How long it has had it.</param>
/// <param name="LeaseUntil">When it loses it unless it is heard of.</param>
internal sealed record SlotHolder(string Task, DateTimeOffset Since, long AgeSeconds, DateTimeOffset LeaseUntil);
