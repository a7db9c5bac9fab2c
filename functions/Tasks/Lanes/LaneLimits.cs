using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>What is in force for a partition.</summary>
/// <param name="Cap">How many tasks may have a slot, 1 to 50.</param>
/// <param name="MostHeld">How many arrivals may wait here; the others wait in the queue.</param>
/// <param name="LongestHold">How long an arrival waits before it is given up.</param>
/// <param name="Revision">Of the settings that this was taken from.</param>
internal sealed record LaneLimits(int Cap, int MostHeld, TimeSpan LongestHold, long Revision)
{
    public static LaneLimits Of(LimitsSection limits, Modality modality, long revision) =>
        new(limits.CapOf(modality), limits.HeldArrivals, TimeSpan.FromMinutes(limits.LongestHoldMinutes), revision);
}
