using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Ledger;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Deletion;

/// <summary>
/// Deletes a user by hand: access, roles, licences and settings end at once and for good; nothing is kept as after a removal
/// by the sync. Whoever a team brings cannot be deleted so, the sync would bring the user back. The user's own row is claimed
/// first: who changed it before that keeps everything, who brings the user back after it brings another. A deletion that is cut
/// short is finished by the next, or by the purge.
/// </summary>
internal sealed class UserDeletion(
    UserStore users, MembershipStore memberships, ReferenceStore references, LicenceSeats seats, DeletionReader obstacles,
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
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            var stored = await users.FindStoredAsync(tenant, userId, cancellation);
            if (stored is null or { User.State: UserState.Gone, EndedBy: null } || !covers(stored.User.OrganizationUnitId))
                return Problem.Missing(ProblemTypes.UserNotFound, $"There is no user {userId}.");
            if (stored.EndedBy is null && await obstacles.ReadAsync(tenant, stored.User, cancellation) is { Count: > 0 } reasons)
                return new DeletionRefused(reasons);
            if (await EndAsync(tenant, stored, stored.EndedBy ?? author, cancellation))
                return null;
        }

        return Problem.UserContended(userId);
    }

    /// <returns>False where somebody changed the user meanwhile, and nothing has happened.</returns>
    private async Task<bool> EndAsync(string tenant, StoredUser stored, string author, CancellationToken cancellation)
    {
        var user = stored.User;
        var referred = await references.NoteAsync(tenant, new(UserReferrers.OfUsers, user.Id), UserSettings.ReferencesOf(stored), cancellation);
        var (toLeave, _) = await seats.PrepareAsync(tenant, user.Id, [], LicenceCatalogue.OfUserAll(stored.Entitlement.Licences), new(), cancellation);
        await hints.AddAsync(tenant, [.. user.Memberships.Select(membership => new Hint(HintKind.Service, membership.ServiceId))], cancellation);
        if (await users.BeginToForgetAsync(tenant, stored, time.GetUtcNow(), author, cancellation) is not { } claimed)
            return false;
        // The claim names who did it, so that a line that is missing after a crash is written by whoever goes on.
        await ledger.AppendAsync(tenant, [new(time.GetUtcNow(), "", LedgerActions.UserForgotten, user.Id, $"deleted by {author}")], cancellation);
        // The user's own row decides access and goes before the lists of services; without the roles, should the user return.
        await users.TakeRolesAsync(tenant, user.Id, claimed, cancellation);
        foreach (var membership in user.Services.Where(membership => !membership.IsSynced))
            await memberships.RemoveAsync(tenant, membership.ServiceId, [user.Id], LedgerActions.UserForgotten, cancellation);
        // Whom somebody brought after the claim is another user, who stays.
        await users.RemoveListedAsync(tenant, stored with { ETag = claimed }, cancellation);
        await seats.LeaveAsync(tenant, toLeave, cancellation);
        await references.LeaveAsync(tenant, referred, cancellation);
        return true;
    }
}
