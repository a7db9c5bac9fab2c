using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>
/// Deletes a user by hand: access, roles, licences and settings end at once and for good; nothing is kept as after a removal
/// by the sync. Whoever a team brings cannot be deleted so, the sync would bring the user back.
/// </summary>
internal sealed class UserDeletion(
    UserStore users, MembershipStore memberships, RoleAssignmentStore roles, ReferenceStore references, LicenceSeats seats, DeletionReader obstacles,
    HintStore hints, LedgerStore ledger, TimeProvider time)
{
    private const int TriesAgainstOthers = 5;

    /// <param name="tenant">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="covers">Whether the caller may delete who lies in a unit.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What keeps the user; null: gone.</returns>
    public async Task<Problem?> DeleteAsync(string tenant, string userId, string author, Func<string, bool> covers, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            if (await users.FindStoredAsync(tenant, userId, cancellation) is not { User.State: not UserState.Gone } stored || !covers(stored.User.OrganizationUnitId))
                return Problem.Missing(ProblemTypes.UserNotFound, $"There is no user {userId}.");
            var reasons = await obstacles.ReadAsync(tenant, stored.User, cancellation);
            if (reasons.Count > 0)
                return new DeletionRefused(reasons);
            if (!noted)
                await ledger.AppendAsync(tenant, [new(time.GetUtcNow(), "", LedgerActions.UserForgotten, userId, $"deleted by {author}")], cancellation);
            if (await EndAsync(tenant, stored, cancellation))
                return null;
        }

        return Problem.UserContended(userId);
    }

    /// <returns>False where somebody changed the user meanwhile.</returns>
    private async Task<bool> EndAsync(string tenant, StoredUser stored, CancellationToken cancellation)
    {
        var user = stored.User;
        var referred = await references.NoteAsync(tenant, new(UserReferrers.OfUsers, user.Id), UserSettings.ReferencesOf(stored), cancellation);
        var (toLeave, _) = await seats.PrepareAsync(tenant, user.Id, [], LicenceCatalogue.OfUserAll(stored.Entitlement.Licences), new(), cancellation);
        await hints.AddAsync(tenant, [.. user.Memberships.Select(membership => new Hint(HintKind.Service, membership.ServiceId))], cancellation);
        // The user's own row decides access and goes before the lists of services; without the roles, should the user return.
        await roles.RemoveAsync(tenant, user.Id, cancellation);
        if (!await users.RemoveListedAsync(tenant, stored, cancellation))
            return false;
        foreach (var membership in user.Services.Where(membership => !membership.IsSynced))
            await memberships.RemoveAsync(tenant, membership.ServiceId, [user.Id], LedgerActions.UserForgotten, cancellation);
        await seats.LeaveAsync(tenant, toLeave, cancellation);
        await references.LeaveAsync(tenant, referred, cancellation);
        return true;
    }
}
