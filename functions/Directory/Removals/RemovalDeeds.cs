using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Removals;

/// <summary>What removals make of the rows of their users: a pure decision, the same again when it is asked twice.</summary>
/// <param name="ToWrite">Rows to write.</param>
/// <param name="Outdated">Removals whose users' rows say something newer: to be proven again.</param>
internal sealed record RemovalDeeds(IReadOnlyList<NimbusUser> ToWrite, IReadOnlyList<Removal> Outdated)
{
    public static RemovalDeeds Decide(IEnumerable<Removal> removals, Func<string, NimbusUser?> users)
    {
        List<NimbusUser> changed = [];
        List<Removal> outdated = [];
        foreach (var ofUser in removals.GroupBy(removal => removal.UserId, StringComparer.Ordinal))
        {
            if (users(ofUser.Key) is not { } before)
                continue;
            var after = before;
            foreach (var removal in ofUser)
            {
                if (before.AsOf > removal.AsOf && Ends(before, removal))
                    outdated.Add(removal);
                else
                    after = Apply(after, removal);
            }

            if (!UserDecision.Same(before, after))
                changed.Add(after);
        }

        return new(changed, outdated);
    }

    private static NimbusUser Apply(NimbusUser user, Removal removal) => removal.Cause switch
    {
        RemovalCause.UserDeleted => user.State == UserState.Gone ? user : UserDecision.Delete(user, removal.AsOf),
        RemovalCause.UserSoftDeleted => user.State is UserState.Gone or UserState.SoftDeleted ? user : UserDecision.SoftDelete(user, removal.AsOf),
        _ => UserDecision.Leave(user, removal.ServiceId, removal.AsOf),
    };

    /// <summary>Whether there is anything left to end.</summary>
    public static bool Ends(NimbusUser user, Removal removal) => removal.OfUser
        ? user.State == UserState.Active
        : user.Memberships.Any(membership => membership.ServiceId == removal.ServiceId);
}
