using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Manual;

/// <summary>
/// Adds users of the directory by hand. Whoever was in the list before and is kept without access comes back with all that
/// was kept. Guests and disabled accounts are added like all others, as the sync does with those of teams.
/// </summary>
internal sealed class AddedUsers(
    UserStore users, DirectorySearch directory, UserPlaces places, TenantStore tenants, HintStore hints, LedgerStore ledger, TimeProvider time)
{
    private const int TriesAgainstOthers = 5;

    /// <param name="wanted">Who wants whom where.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The user as it is now, and whether it is new; or what is wrong.</returns>
    public async Task<(NimbusUser? User, bool IsNew, Problem? Problem)> AddAsync(AddedUser wanted, CancellationToken cancellation)
    {
        var (tenant, id) = (wanted.Tenant, wanted.UserId);
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var tree = await tenants.OrganizationUnitsAsync(tenant, cancellation);
            var before = await users.FindStoredAsync(tenant, id, cancellation);
            if (before?.User.IsVisible == true)
                return (null, false, Problem.Conflict(ProblemTypes.AlreadyExists, $"User {id} is in the list already."));
            var isKept = before is { User.State: not UserState.Gone };
            var unit = wanted.UnitId ?? (isKept ? before!.User.OrganizationUnitId : OrganizationUnit.DefaultOf(tenant, wanted.DefaultUnitId, tree));
            if (await ObstacleAsync(wanted, isKept ? before : null, unit, tree, cancellation) is { } obstacle)
                return (null, false, obstacle);
            switch (await directory.TruthAsync(tenant, id, cancellation))
            {
                case null:
                    return (null, false, Problem.DirectorySilent("The directory did not answer, so nobody knows whether the user is there; try again."));
                case UserTruth.Present present when before is null || present.AsOf >= before.User.AsOf:
                    var after = Added(isKept ? before!.User : null, id, present, unit);
                    if (!noted)
                        await NoteAsync(wanted, unit, isKept, cancellation);
                    await hints.AddAsync(tenant, [.. after.Memberships.Select(membership => new Hint(HintKind.Service, membership.ServiceId))], cancellation);
                    if (!(await users.WriteAsync(tenant, [UserWrite.Of(after, before)], cancellation)).TryGetValue(id, out var tag))
                        continue;
                    // Whoever removes a unit counts after the removal, whoever puts into it looks after the writing: one of them sees the other.
                    if (await tenants.HasUnitAsync(tenant, unit, cancellation))
                        return (after, !isKept, null);
                    await PutBackAsync(tenant, before, new(after, tag), cancellation);
                    break;
                case UserTruth.Present:
                    break;
                default:
                    return (null, false, Problem.Missing(ProblemTypes.UserNotFound, $"The tenant's directory has no user {id}."));
            }
        }

        return (null, false, Problem.UserContended(id));
    }

    private async Task<Problem?> ObstacleAsync(
        AddedUser wanted, StoredUser? kept, string unit, IReadOnlyList<OrganizationUnit> tree, CancellationToken cancellation)
    {
        if (tree.All(known => known.Id != unit))
            return Problem.Invalid("organizationUnitId", OrganizationUnit.Unknown);
        var path = OrganizationUnit.PathOf(unit, tree);
        if (!wanted.Scope.Covers(path) || (kept is not null && !wanted.Scope.Covers(OrganizationUnit.PathOf(kept.User.OrganizationUnitId, tree))))
            return Problem.Forbidden(
                $"The user {(kept is null ? "would lie" : "lies, or would lie,")} outside the caller's organization units: permission {Permissions.Users} (create).");
        return kept is not null && await places.OutOfReachAsync(wanted.Tenant, kept, path, cancellation) is { Count: > 0 } outside
            ? Problem.Conflict(ProblemTypes.InUse, $"The user was kept with what cannot be used from that unit: {string.Join(", ", outside)}. Leave the unit out, and move the user then.")
            : null;
    }

    /// <summary>The row of somebody who is added: a pure decision.</summary>
    public static NimbusUser Added(NimbusUser? kept, string id, UserTruth.Present present, string unit) => kept is null
        ? new(id, present.Details, unit, UserSource.Manual, UserState.Active, [], present.AsOf)
        : kept with
        {
            Details = present.Details,
            OrganizationUnitId = unit,
            Source = UserSource.Manual,
            State = UserState.Active,
            AsOf = present.AsOf,
            TombstoneUntil = null,
        };

    private Task NoteAsync(AddedUser wanted, string unit, bool isKept, CancellationToken cancellation) => ledger.AppendAsync(
        wanted.Tenant,
        [LedgerEntry.OfCall(time.GetUtcNow(), isKept ? LedgerActions.UserRestored : LedgerActions.UserAdded, wanted.UserId, $"in {unit} by {wanted.Author}")],
        cancellation);

    private async Task PutBackAsync(string tenant, StoredUser? before, StoredUser written, CancellationToken cancellation)
    {
        if (before is null)
            await users.RemoveListedAsync(tenant, written, cancellation);
        else
            await users.WriteAsync(tenant, [new(before.User, written.ETag)], cancellation);
    }
}

/// <summary>Who is to be added, where, and by whom.</summary>
/// <param name="UnitId">The unit that was asked for; null: where the user was, or else the default.</param>
/// <param name="DefaultUnitId">Where new users lie by the settings; null: in the root.</param>
/// <param name="Scope">Where the caller may add users.</param>
/// <param name="Author">For histories.</param>
internal sealed record AddedUser(string Tenant, string UserId, string? UnitId, string? DefaultUnitId, AccessScope Scope, string Author);
