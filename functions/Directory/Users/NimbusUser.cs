namespace NimbusFunctions.Directory.Users;

/// <summary>A user of a tenant.</summary>
/// <param name="Id">The directory object id, lower case.</param>
/// <param name="Details">Read-only news from the directory.</param>
/// <param name="OrganizationUnitId">The unit that the user lies in.</param>
/// <param name="Source">Added by the sync or by hand.</param>
/// <param name="State">Where the user stands.</param>
/// <param name="Memberships">In operational services, and in the administrators' groups.</param>
/// <param name="AsOf">When the directory was asked for what this row says; older news never replaces it.</param>
/// <param name="TombstoneUntil">When a row without access is to be forgotten; null for those with access.</param>
internal sealed record NimbusUser(
    string Id,
    UserDetails Details,
    string OrganizationUnitId,
    UserSource Source,
    UserState State,
    IReadOnlyList<Membership> Memberships,
    DateTimeOffset AsOf,
    DateTimeOffset? TombstoneUntil = null)
{
    /// <summary>Tombstones live 30 days, as long as the directory's own bin (Graph: "List deletedItems").</summary>
    public static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(30);

    /// <summary>Whether the user list shows the user: added by hand, or part of an operational service.</summary>
    public bool IsVisible => State == UserState.Active
        && (Source == UserSource.Manual || Services.Any());

    /// <summary>How the list shows that the user came: a team that brings somebody who was added by hand makes a synced user of him, as long as it does.</summary>
    public UserSource ShownSource => Services.Any(membership => membership.IsSynced) ? UserSource.Synced : Source;

    /// <summary>The memberships in services, without those in the administrators' groups.</summary>
    public IEnumerable<Membership> Services => Memberships.Where(membership => !membership.IsOfAdministrators);
}
