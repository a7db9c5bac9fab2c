using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Folds what several services say of the same users into one new version of each: a user may be in many teams of a
/// chunk and is written once.
/// </summary>
internal sealed class MemberChanges(IReadOnlyDictionary<string, StoredUser> rows)
{
    private readonly Dictionary<string, NimbusUser> changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> stale = new(StringComparer.Ordinal);

    /// <summary>Users whose rows are newer than what the directory was asked for; they are looked at again.</summary>
    public IReadOnlySet<string> Stale => stale;

    /// <summary>The rows to write.</summary>
    public IReadOnlyCollection<NimbusUser> ToWrite =>
        [.. changed.Values.Where(user => !rows.TryGetValue(user.Id, out var before) || !UserDecision.Same(before.User, user))];

    /// <summary>Whether a list shows somebody who was in the bin: any other team may have the user back too.</summary>
    public bool SomebodyIsBack => ToWrite.Any(user =>
        user.State == UserState.Active && rows.TryGetValue(user.Id, out var before) && before.User.State == UserState.SoftDeleted);

    public NimbusUser? Current(string id) =>
        changed.TryGetValue(id, out var user) ? user : rows.TryGetValue(id, out var row) ? row.User : null;

    public void Join(ListedMember member, Membership membership, string unit, DateTimeOffset asOf) =>
        Change(member.Id, asOf, user => UserDecision.Join(user, member, membership, unit, asOf));

    public void Leave(string id, string serviceId, DateTimeOffset asOf) =>
        Change(id, asOf, user => user is null ? null : UserDecision.Leave(user, serviceId, asOf));

    private void Change(string id, DateTimeOffset asOf, Func<NimbusUser?, NimbusUser?> change)
    {
        if (rows.TryGetValue(id, out var row) && row.User.AsOf > asOf)
            stale.Add(id);
        else if (change(Current(id)) is { } user)
            changed[id] = user;
    }
}
