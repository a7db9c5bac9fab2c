using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// The steps of a tenant's deletion: pure decisions. Each makes a new revision, so that no reader goes on by what it remembers.
/// </summary>
internal static class TenantDeletion
{
    /// <summary>The tenant after somebody asked for its deletion; the same where somebody did before.</summary>
    public static Tenant Ask(Tenant tenant, DateTimeOffset now) =>
        tenant.IsPendingDeletion ? tenant : Next(tenant) with { DeletionAsked = now };

    /// <summary>The tenant after the confirmation, the same where it was confirmed before; null: nobody asked for its deletion.</summary>
    public static Tenant? Confirm(Tenant tenant, DateTimeOffset now, TimeSpan grace) => tenant switch
    {
        { IsPendingDeletion: false } => null,
        { DeletionConfirmed: not null } => tenant,
        _ => Next(tenant) with { DeletionConfirmed = now, DeletionEnds = now + grace },
    };

    /// <summary>The tenant after its deletion was called off; null: it was not asked for, or its grace time is over.</summary>
    public static Tenant? Cancel(Tenant tenant, DateTimeOffset now) =>
        tenant is { IsPendingDeletion: true, Ended: null } && !(now >= tenant.DeletionEnds)
            ? Next(tenant) with { DeletionAsked = null, DeletionConfirmed = null, DeletionEnds = null }
            : null;

    /// <summary>
    /// Whether the tenant ends. Who confirmed may have had a slow clock, and this one may be fast: the grace time is not cut
    /// short by that, and where there is none nothing is waited for.
    /// </summary>
    public static bool IsOver(Tenant tenant, DateTimeOffset now)
    {
        if (tenant is not { DeletionConfirmed: { } confirmed, DeletionEnds: { } ends })
            return false;
        var grace = ends - confirmed;
        return now >= ends + (grace < KindCut.Margin ? grace : KindCut.Margin);
    }

    /// <summary>The tenant when the grace time is over.</summary>
    public static Tenant End(Tenant tenant, DateTimeOffset now) => Next(tenant) with { Ended = now };

    private static Tenant Next(Tenant tenant) => tenant with { Revision = tenant.Revision + 1 };
}
