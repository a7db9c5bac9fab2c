using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Everything that a run would remove, and what that means for users: a pure function of what was learnt.</summary>
/// <param name="Removals">Who, why and on what proof, by user and service.</param>
/// <param name="LosingAccess">The users who would have no access any more, with the cause that they count under.</param>
internal sealed record RemovalPlan(IReadOnlyList<Removal> Removals, IReadOnlyDictionary<string, GuardCause> LosingAccess)
{
    /// <param name="removals">What is proven.</param>
    /// <param name="users">The rows of the users concerned; who has none, or no access, loses none.</param>
    public static RemovalPlan Make(IEnumerable<Removal> removals, Func<string, NimbusUser?> users)
    {
        var sorted = removals
            .OrderBy(removal => removal.UserId, StringComparer.Ordinal)
            .ThenBy(removal => removal.ServiceId, StringComparer.Ordinal)
            .ToList();
        var losing = new Dictionary<string, GuardCause>(StringComparer.Ordinal);
        foreach (var ofUser in sorted.GroupBy(removal => removal.UserId, StringComparer.Ordinal))
        {
            if (users(ofUser.Key) is { State: UserState.Active } user && CauseOf(user, [.. ofUser]) is { } cause)
                losing[ofUser.Key] = cause;
        }

        return new(sorted, losing);
    }

    /// <summary>Names exactly this set of removals: who, from what, why and on what proof.</summary>
    public string Hash { get; } = StableHash.Hex(
        string.Join('\n', Removals.Select(removal => $"{removal.UserId}|{removal.ServiceId}|{removal.Cause}|{removal.Proof}")), 32);

    /// <summary>Who would leave each service, whether by a membership's end or as a whole.</summary>
    /// <param name="users">The rows of the users concerned.</param>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Leaving(Func<string, NimbusUser?> users)
    {
        var leaving = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var removal in Removals)
        {
            var services = removal.OfUser
                ? users(removal.UserId)?.Memberships.Select(membership => membership.ServiceId) ?? []
                : [removal.ServiceId];
            foreach (var service in services)
            {
                if (!leaving.TryGetValue(service, out var ids))
                    leaving[service] = ids = new(StringComparer.Ordinal);
                ids.Add(removal.UserId);
            }
        }

        return leaving.ToDictionary(service => service.Key, service => (IReadOnlySet<string>)service.Value);
    }

    private static GuardCause? CauseOf(NimbusUser user, IReadOnlyList<Removal> removals)
    {
        if (removals.FirstOrDefault(removal => removal.OfUser) is { } whole)
            return whole.Cause == RemovalCause.UserDeleted ? GuardCause.Deleted : GuardCause.SoftDeleted;
        var ended = removals.Select(removal => removal.ServiceId).ToHashSet(StringComparer.Ordinal);
        if (user.Source == UserSource.Manual || user.Memberships.Any(membership => !ended.Contains(membership.ServiceId)))
            return null;
        return removals.Any(removal => removal.Cause != RemovalCause.LeftTeam) ? GuardCause.TeamGone : GuardCause.LeftLastService;
    }
}
