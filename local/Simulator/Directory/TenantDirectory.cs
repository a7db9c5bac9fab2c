namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// The directory of one simulated tenant: lookups are O(1), lists follow the order of creation. Whoever reads or
/// writes holds <see cref="Gate"/>.
/// </summary>
internal sealed partial class TenantDirectory
{
    /// <summary>How long a soft-deleted object can be restored.</summary>
    public static readonly TimeSpan DeletedItemsKept = TimeSpan.FromDays(30);

    private readonly List<SimulatedUser?> _users = [];
    private readonly List<SimulatedGroup?> _groups = [];
    private readonly Dictionary<Guid, SimulatedUser> _usersById = [];
    private readonly Dictionary<string, SimulatedUser> _usersByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, SimulatedGroup> _groupsById = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _groupsOf = [];
    private readonly List<SimulatedUser> _deletedUsers = [];
    private readonly List<SimulatedGroup> _deletedGroups = [];

    public Lock Gate { get; } = new();

    public ChangeLog Log { get; } = new();

    /// <summary>Users by creation; an empty place was hard-deleted, and soft-deleted ones are still there.</summary>
    public IReadOnlyList<SimulatedUser?> Users => _users;

    /// <summary>Groups by creation, likewise.</summary>
    public IReadOnlyList<SimulatedGroup?> Groups => _groups;

    /// <summary>Soft-deleted users, the longest deleted first.</summary>
    public IReadOnlyList<SimulatedUser> DeletedUsers => _deletedUsers;

    /// <summary>Soft-deleted groups, the longest deleted first.</summary>
    public IReadOnlyList<SimulatedGroup> DeletedGroups => _deletedGroups;

    public int ActiveUsers => _usersByName.Count;

    public IEnumerable<SimulatedGroup> ActiveTeams => _groups.OfType<SimulatedGroup>().Where(group => group.IsTeam && group.DeletedAt is null);

    /// <summary>The user, soft-deleted or not; null when there is none (any more).</summary>
    public SimulatedUser? FindUser(Guid id) => _usersById.GetValueOrDefault(id);

    public SimulatedUser? FindActiveUser(Guid id) => FindUser(id) is { DeletedAt: null } user ? user : null;

    /// <summary>The active user with this user principal name, in any casing.</summary>
    public SimulatedUser? FindActiveUser(string userPrincipalName) => _usersByName.GetValueOrDefault(userPrincipalName);

    /// <summary>The group, soft-deleted or not; null when there is none (any more).</summary>
    public SimulatedGroup? FindGroup(Guid id) => _groupsById.GetValueOrDefault(id);

    public SimulatedGroup? FindActiveGroup(Guid id) => FindGroup(id) is { DeletedAt: null } group ? group : null;

    public SimulatedGroup? FindActiveTeam(Guid id) => FindActiveGroup(id) is { IsTeam: true } team ? team : null;

    /// <summary>Puts a user in place without a line in the change log: the directory as it was before anybody looked.</summary>
    public void Seed(SimulatedUser user)
    {
        user.NoteValues();
        user.Ordinal = _users.Count;
        _users.Add(user);
        _usersById.Add(user.Id, user);
        _usersByName.Add(user.UserPrincipalName, user);
    }

    /// <summary>Puts a group in place without a line in the change log.</summary>
    public void Seed(SimulatedGroup group)
    {
        group.NoteValues();
        group.Ordinal = _groups.Count;
        _groups.Add(group);
        _groupsById.Add(group.Id, group);
    }

    /// <summary>Adds somebody to a group's members or owners without a line in the change log.</summary>
    public bool SeedRelation(SimulatedGroup group, ChangeKind kind, Guid related)
    {
        if (!Relations(group, kind).Add(related)) return false;
        if (!_groupsOf.TryGetValue(related, out var groups)) _groupsOf.Add(related, groups = []);
        groups.Add(group.Id);
        return true;
    }

    public static RelationSet Relations(SimulatedGroup group, ChangeKind kind) => kind switch
    {
        ChangeKind.Members => group.Members,
        ChangeKind.Owners => group.Owners,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a relation."),
    };

    private bool Relate(SimulatedGroup group, ChangeKind kind, Guid related)
    {
        if (!SeedRelation(group, kind, related)) return false;
        Log.Add(new Change(kind, group.Id, 0, related, IsGroup(related)));
        return true;
    }

    private bool Part(SimulatedGroup group, ChangeKind kind, Guid related)
    {
        if (!Relations(group, kind).Remove(related)) return false;
        if (!group.Members.Contains(related) && !group.Owners.Contains(related)) _groupsOf[related].Remove(group.Id);
        Log.Add(new Change(kind, group.Id, 0, related, IsGroup(related)));
        return true;
    }

    private bool IsGroup(Guid id) => _groupsById.ContainsKey(id);
}
