using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// What becomes of a user's row: pure decisions, values in, a value out. Each of them gives the same row again when
/// it is asked twice.
/// </summary>
internal static class UserDecision
{
    /// <summary>How many runs a contradiction between delta and directory is looked at again before the directory wins.</summary>
    public const int MostContradictions = 3;

    /// <summary>A hint about a user meets what the directory says of the user.</summary>
    public static UserVerdict Settle(NimbusUser user, UserTruth truth, Hint hint, string run)
    {
        if (truth.AsOf < user.AsOf)
            return new(null, Keep: true);
        switch (truth)
        {
            case UserTruth.Present present:
                var kept = Seen(user, present);
                // "Removed" in the delta and still there: late replication, or an old change told again.
                var contradiction = hint.Tombstone != Tombstone.None && hint.Tries < MostContradictions && user.State == UserState.Active;
                return new(kept, contradiction, kept is { State: not UserState.SoftDeleted } && user.State == UserState.SoftDeleted ? LedgerActions.UserRestored : null);
            case UserTruth.Missing:
                return Gone(user, truth.AsOf, hint, run);
            default:
                return new(null, Keep: true);
        }
    }

    /// <summary>A team's list shows the user in a role.</summary>
    public static NimbusUser Join(NimbusUser? user, ListedMember member, Membership membership, string unit, DateTimeOffset asOf)
    {
        if (user is null or { State: UserState.Gone })
            return new(member.Id, member.Details, unit, UserSource.Synced, UserState.Active, [membership], asOf);
        var others = user.Memberships.Where(other => other.ServiceId != membership.ServiceId);
        return user with
        {
            // Without User.Read.All Graph lists ids alone (Graph: "Limited information returned for inaccessible member objects").
            Details = member.Details == UserDetails.None ? user.Details : member.Details,
            State = UserState.Active,
            Memberships = [.. others, membership],
            AsOf = asOf,
            TombstoneUntil = null,
        };
    }

    /// <summary>The user's membership ends; the last one ends the access of who was added automatically.</summary>
    public static NimbusUser Leave(NimbusUser user, string serviceId, DateTimeOffset asOf)
    {
        var left = user with
        {
            Memberships = [.. user.Memberships.Where(membership => membership.ServiceId != serviceId)],
            AsOf = asOf,
        };
        return left.State == UserState.Active && left.Memberships.Count == 0 && left.Source == UserSource.Synced
            ? left with { State = UserState.Departed, TombstoneUntil = asOf + NimbusUser.TombstoneLife }
            : left;
    }

    /// <summary>Whether two versions of a row say the same, whenever they were asked for.</summary>
    public static bool Same(NimbusUser one, NimbusUser other) =>
        one with { AsOf = default, Memberships = [] } == other with { AsOf = default, Memberships = [] }
        && Membership.Write(one.Memberships) == Membership.Write(other.Memberships);

    private static NimbusUser? Seen(NimbusUser user, UserTruth.Present present)
    {
        var seen = user with { Details = present.Details, AsOf = present.AsOf };
        return user.State switch
        {
            // An id that is gone for good never comes back (Graph: "Delete a user").
            UserState.Gone => null,
            UserState.SoftDeleted when user.Memberships.Count > 0 || user.Source == UserSource.Manual =>
                seen with { State = UserState.Active, TombstoneUntil = null },
            UserState.SoftDeleted => seen with { State = UserState.Departed },
            _ => seen,
        };
    }

    /// <summary>The user is in the directory's bin: no access, everything kept for a restore.</summary>
    public static NimbusUser SoftDelete(NimbusUser user, DateTimeOffset asOf) =>
        user with { State = UserState.SoftDeleted, AsOf = asOf, TombstoneUntil = user.TombstoneUntil ?? asOf + NimbusUser.TombstoneLife };

    /// <summary>The user is gone for good: nothing but the id is kept.</summary>
    public static NimbusUser Delete(NimbusUser user, DateTimeOffset asOf) =>
        Forget(user, asOf + NimbusUser.TombstoneLife) with { Memberships = [], AsOf = asOf };

    /// <summary>
    /// The user is about to be forgotten: no access any more, and whoever brings the user back begins anew. The memberships
    /// tell whoever finishes it which lists still name the user.
    /// </summary>
    /// <param name="user">As the row is.</param>
    /// <param name="until">When a row that is left by a crash is to be forgotten, unless that is known already.</param>
    public static NimbusUser Forget(NimbusUser user, DateTimeOffset until) =>
        user with { Details = UserDetails.None, State = UserState.Gone, TombstoneUntil = user.TombstoneUntil ?? until };

    private static UserVerdict Gone(NimbusUser user, DateTimeOffset asOf, Hint hint, string run) => (user.State, hint.Tombstone) switch
    {
        (UserState.Gone, _) => new(null, Keep: false),
        (_, Tombstone.Deleted) => new(
            Delete(user, asOf), Keep: false, LedgerActions.UserDeleted, "deleted in the users' delta, and 404"),
        (UserState.SoftDeleted, _) => new(null, Keep: false),
        (_, Tombstone.Changed) => new(
            SoftDelete(user, asOf), Keep: false, LedgerActions.UserSoftDeleted, "removed in the users' delta, and 404"),
        _ when hint.MissingIn is not null && hint.MissingIn != run => new(
            SoftDelete(user, asOf), Keep: false, LedgerActions.UserSoftDeleted, $"404, and missing before in {hint.MissingIn}"),
        _ => new(null, Keep: true, MissingIn: hint.MissingIn ?? run),
    };
}

/// <summary>What a hint about a user came to.</summary>
/// <param name="User">The row to write; null: leave it.</param>
/// <param name="Keep">The hint is not settled and stays for another run.</param>
/// <param name="Action">For the ledger: what is done, or null.</param>
/// <param name="Proof">For the ledger: what it rests on.</param>
/// <param name="MissingIn">The run that saw the first 404, where that is all there is.</param>
internal sealed record UserVerdict(
    NimbusUser? User, bool Keep, string? Action = null, string? Proof = null, string? MissingIn = null);
