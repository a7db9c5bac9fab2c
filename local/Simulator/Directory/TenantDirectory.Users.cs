namespace NimbusFunctions.Local.Simulator.Directory;

internal sealed partial class TenantDirectory
{
    private static readonly Dictionary<string, UserProperties> TextProperties = Enum.GetValues<UserProperties>()
        .Where(property => property is not UserProperties.None and not UserProperties.AccountEnabled)
        .ToDictionary(property => property.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a user can be given a text property of this name.</summary>
    public static bool IsTextProperty(string name) => TextProperties.ContainsKey(name);

    private DirectoryRefusal? Create(DirectoryCommand.CreateUser command, DateTimeOffset at)
    {
        var name = command.Values.GetValueOrDefault("userPrincipalName");
        if (string.IsNullOrEmpty(name)) return new(400, "invalid-user", "A user needs a userPrincipalName.");
        if (NameTaken(name) is { } taken) return taken;
        var user = new SimulatedUser { Id = command.Id, UserPrincipalName = name, CreatedAt = at, AccountEnabled = command.AccountEnabled ?? true };
        foreach (var (property, value) in command.Values) user[TextProperties[property]] = value;
        Seed(user);
        Log.Add(new Change(ChangeKind.User, user.Id, Change.Everything));
        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.ChangeUser command)
    {
        if (FindActiveUser(command.Id) is not { } user) return DirectoryRefusal.UnknownUser(command.Id);
        var name = command.Values.GetValueOrDefault("userPrincipalName");
        if (name is not null && FindActiveUser(name) is { } other && other != user) return NameTaken(name);

        var touched = UserProperties.None;
        _usersByName.Remove(user.UserPrincipalName);
        foreach (var (property, value) in command.Values)
        {
            if (user[TextProperties[property]] == value) continue;
            user[TextProperties[property]] = value;
            touched |= TextProperties[property];
        }

        _usersByName.Add(user.UserPrincipalName, user);
        if (command.AccountEnabled is { } enabled && enabled != user.AccountEnabled)
        {
            user.AccountEnabled = enabled;
            touched |= UserProperties.AccountEnabled;
        }

        user.NoteValues();
        if (touched != UserProperties.None) Log.Add(new Change(ChangeKind.User, user.Id, (uint)touched));
        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.DeleteUser command, DateTimeOffset at)
    {
        if (FindUser(command.Id) is not { } user) return DirectoryRefusal.UnknownUser(command.Id);
        if (command.Permanent) Erase(user);
        else if (user.DeletedAt is not null) return new(404, "already-deleted", $"User {user.Id} is already deleted; ?permanent=true erases it.");
        else
        {
            // Graph: a soft-deleted user keeps the memberships, and no group shows a change.
            user.DeletedAt = at;
            _usersByName.Remove(user.UserPrincipalName);
            _deletedUsers.Add(user);
            Log.Add(new Change(ChangeKind.User, user.Id, Change.Everything));
        }

        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.RestoreUser command)
    {
        if (FindUser(command.Id) is not { DeletedAt: not null } user)
            return new(404, "not-deleted", $"There is no deleted user {command.Id} in this tenant.");
        if (NameTaken(user.UserPrincipalName) is { } taken) return taken;
        user.DeletedAt = null;
        _deletedUsers.Remove(user);
        _usersByName.Add(user.UserPrincipalName, user);
        Log.Add(new Change(ChangeKind.User, user.Id, Change.Everything));
        return null;
    }

    private void Erase(SimulatedUser user)
    {
        if (user.DeletedAt is null) _usersByName.Remove(user.UserPrincipalName);
        else _deletedUsers.Remove(user);
        _usersById.Remove(user.Id);
        _users[user.Ordinal] = null;
        Log.Add(new Change(ChangeKind.User, user.Id, Change.Everything));
        if (!_groupsOf.Remove(user.Id, out var groups)) return;
        _groupsOf.Add(user.Id, []);
        foreach (var group in groups.Select(id => _groupsById[id]).OrderBy(group => group.Ordinal))
        {
            Part(group, ChangeKind.Members, user.Id);
            Part(group, ChangeKind.Owners, user.Id);
        }

        _groupsOf.Remove(user.Id);
    }

    private DirectoryRefusal? NameTaken(string name) => FindActiveUser(name) is { } holder
        ? new(409, "name-taken", $"userPrincipalName {name} belongs to user {holder.Id}.")
        : null;
}
