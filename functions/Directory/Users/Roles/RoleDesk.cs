using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants.Units;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Roles;

/// <summary>Gives and takes the roles of users that are assigned by hand. The ledger's lines come before the deed.</summary>
internal sealed class RoleDesk(UserStore users, RoleAssignmentStore roles, UnitStore units, LedgerStore ledger, TimeProvider time)
{
    private const int TriesAgainstOthers = 5;

    /// <param name="tenant">The tenant.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="userId">The user.</param>
    /// <param name="decide">Which roles there are to be, of those that there are and the units; or what is wrong.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<(RolesAnswer? Answer, Problem? Problem)> ChangeAsync(
        string tenant, string author, string userId,
        Func<NimbusUser, IReadOnlyList<StoredRole>, StoredTree, (IReadOnlyList<AssignedRole>? Roles, Problem? Problem)> decide, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var tree = await units.ReadAsync(tenant, cancellation);
            if (await users.FindStoredAsync(tenant, userId, cancellation) is not { User.State: UserState.Active } stored)
                return (null, Problem.Missing(ProblemTypes.UserNotFound, $"There is no user {userId} with access."));
            var before = await roles.ListAsync(tenant, userId, cancellation);
            var (wanted, problem) = decide(stored.User, before, tree);
            if (wanted is null)
                return (null, problem);
            var given = wanted.Where(role => before.All(had => had.Assigned != role)).ToList();
            var taken = before.Where(had => !wanted.Contains(had.Assigned)).ToList();
            if (given.Find(role => AssignableRoles.NeedsContactCenter(role.Role)) is { } licensed && !stored.Entitlement.Has(UserLicences.ContactCenter))
                return (null, Problem.Conflict(
                    ProblemTypes.LicenceMissing, $"The role {licensed.Role} needs the user's licence ContactCenter; give it first."));
            if (given.Count + taken.Count == 0)
                return (RolesAnswer.Of(stored.User, before), null);
            if (!noted)
                await NoteAsync(tenant, author, userId, given, taken, cancellation);
            if (await roles.WriteAsync(tenant, userId, given, taken, tree, cancellation))
                return (RolesAnswer.Of(stored.User, await roles.ListAsync(tenant, userId, cancellation)), null);
        }

        return (null, Problem.Changed($"The roles of user {userId} or the organization units were changed again and again; try it again."));
    }

    private Task NoteAsync(
        string tenant, string author, string userId, IEnumerable<AssignedRole> given, IEnumerable<StoredRole> taken, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return ledger.AppendAsync(
            tenant,
            [
                .. taken.Select(role => Line(LedgerActions.RoleTaken, role.Assigned)),
                .. given.Select(role => Line(LedgerActions.RoleGranted, role)),
            ],
            cancellation);

        LedgerEntry Line(string action, AssignedRole role) =>
            LedgerEntry.OfCall(now, action, userId, $"{role.Role} in {role.UnitId ?? "the whole tenant"} by {author}");
    }
}
