using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Retention.Guards;

namespace NimbusFunctions.Directory.Users.Deletion;

/// <summary>Finds out what keeps a user from being deleted.</summary>
internal sealed class DeletionReader(MembershipStore memberships, UserTasks tasks, GuardStore guards)
{
    public async Task<IReadOnlyList<DeletionReason>> ReadAsync(string tenant, NimbusUser user, CancellationToken cancellation)
    {
        var ownedAlone = new List<string>();
        foreach (var owned in user.Memberships.Where(membership => membership.Role == Role.ServiceOwner))
        {
            var others = await memberships.ReadAsync(tenant, owned.ServiceId, cancellation);
            if (!others.Any(member => member.Key != user.Id && member.Value == Role.ServiceOwner))
                ownedAlone.Add(owned.ServiceId);
        }

        var holds = (await guards.ReadAsync(tenant, cancellation)).Holds;
        return DeletionReason.Of(new(
            user, ownedAlone, (await tasks.OfAsync(tenant, user.Id, cancellation)).Count > 0,
            holds.Any(hold => string.Equals(hold.User, user.Id, StringComparison.OrdinalIgnoreCase))));
    }
}
