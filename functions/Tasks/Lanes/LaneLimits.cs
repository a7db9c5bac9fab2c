using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>What is in force for a partition.</summary>
/// <param name="Cap">How many tasks may have a slot, 1 to 50.</param>
/// <param name="MostHeld">How many arrivals may wait here; the others wait in the queue.</param>
/// <param name="LongestHold">How long an arrival waits before it is given up.</param>
/// <param name="Revision">Of the settings that this was taken from.</param>
internal sealed record LaneLimits(int Cap, int MostHeld, TimeSpan LongestHold, long Revision)
{
    /// <summary>The tenant is suspended: those who wait stay where they are, and nothing is handed out.</summary>
    public bool StandsStill { get; init; }

    public static LaneLimits Of(TenantSettings tenant, Modality modality) => new(
        tenant.Limits.CapOf(modality), tenant.Limits.HeldArrivals, TimeSpan.FromMinutes(tenant.Limits.LongestHoldMinutes), tenant.Revision)
    {
        StandsStill = tenant.State == TenantState.Suspended,
    };
}
