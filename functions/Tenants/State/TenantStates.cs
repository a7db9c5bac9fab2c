using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.State;

/// <summary>What a tenant's licensing state means: pure decisions.</summary>
internal static class TenantStates
{
    /// <summary>What every call of a suspended tenant's users is answered.</summary>
    public static Problem Suspended { get; } = new(
        ProblemTypes.TenantSuspended, "The tenant is suspended.", StatusCodes.Status403Forbidden,
        "Its users have no access, and its tasks are refused, until the operator lifts that.");

    public static IReadOnlyCollection<string> Names { get; } = Enum.GetNames<TenantState>();

    /// <summary>What the engines have to know of a tenant.</summary>
    public static TenantStateAnswer Of(Tenant tenant, bool takesTasks) => new(
        tenant.Id, tenant.State, tenant.StateSince ?? tenant.Created, tenant.State != TenantState.Suspended, takesTasks,
        tenant.State == TenantState.Suspended || tenant.IsPendingDeletion);
}

/// <summary>The body of a change of state.</summary>
internal sealed record TenantStateBody(string? State);

/// <summary>A tenant's state.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="State">The state.</param>
/// <param name="Since">Since when.</param>
/// <param name="UsersHaveAccess">Whether its users have access.</param>
/// <param name="TakesTasks">Whether new tasks are taken, and those that wait are handed out.</param>
/// <param name="PlaysAnnouncement">Whether incoming calls hear the default announcement and nothing else.</param>
internal sealed record TenantStateAnswer(
    string Id, TenantState State, DateTimeOffset Since, bool UsersHaveAccess, bool TakesTasks, bool PlaysAnnouncement);
