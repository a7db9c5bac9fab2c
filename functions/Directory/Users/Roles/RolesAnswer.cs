using NimbusFunctions.Access;

namespace NimbusFunctions.Directory.Users.Roles;

/// <summary>The roles of a user.</summary>
internal sealed record RolesAnswer(string UserId, IReadOnlyList<RoleOfUser> Roles)
{
    public static RolesAnswer Of(NimbusUser user, IEnumerable<StoredRole> assigned) => new(
        user.Id,
        [
            .. user.Memberships.OrderBy(membership => membership.ServiceId, StringComparer.Ordinal).Select(membership => new RoleOfUser(
                membership.Role.ToString(), "Synced", membership.IsOfAdministrators ? null : membership.ServiceId, null, false)),
            .. assigned.Select(role => role.Assigned).OrderBy(role => role.Role).ThenBy(role => role.UnitId, StringComparer.Ordinal)
                .Select(role => new RoleOfUser(role.Role.ToString(), "Assigned", null, role.UnitId, true)),
        ]);
}

/// <summary>A role of a user.</summary>
/// <param name="Source"><c>Synced</c>: by a team or a security group; <c>Assigned</c>: by hand.</param>
/// <param name="ServiceId">The service that it comes from; null: none, or a security group of the tenant.</param>
/// <param name="OrganizationUnitId">The unit that it holds in, with all below.</param>
/// <param name="Removable">Whether it can be taken here.</param>
internal sealed record RoleOfUser(string Role, string Source, string? ServiceId, string? OrganizationUnitId, bool Removable);
