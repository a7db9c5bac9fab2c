using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Licences.Use;

/// <summary>Finds out what uses a user's licences.</summary>
internal sealed class LicenceUseReader(RoleAssignmentStore roles, UserTasks tasks)
{
    public async Task<IReadOnlyList<LicenceUse>> ReadAsync(string tenant, StoredUser stored, UserLicences taken, CancellationToken cancellation) =>
        taken == UserLicences.None
            ? []
            : LicenceChecklist.UsesOf(
                taken,
                new(stored, await RolesOfAsync(tenant, stored.User.Id, cancellation), await tasks.OfAsync(tenant, stored.User.Id, cancellation)));

    public async Task<IReadOnlyCollection<Role>> RolesOfAsync(string tenant, string userId, CancellationToken cancellation) =>
        [.. (await roles.ListAsync(tenant, userId, cancellation)).Select(role => role.Assigned.Role)];
}
