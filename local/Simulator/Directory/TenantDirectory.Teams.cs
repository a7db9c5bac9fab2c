namespace NimbusFunctions.Local.Simulator.Directory;

internal sealed partial class TenantDirectory
{
    private DirectoryRefusal? Create(DirectoryCommand.CreateTeam command, DateTimeOffset at, string domain)
    {
        foreach (var id in command.Members.Concat(command.Owners))
        {
            if (FindActiveUser(id) is null) return DirectoryRefusal.UnknownUser(id);
        }

        var team = new SimulatedGroup
        {
            Id = command.Id,
            DisplayName = command.DisplayName,
            Description = command.Description,
            MailNickname = command.MailNickname,
            Mail = $"{command.MailNickname}@{domain}",
            Visibility = "Private",
            Unified = true,
            IsTeam = true,
            CreatedAt = at,
        };
        Seed(team);
        Log.Add(new Change(ChangeKind.Group, team.Id, Change.Everything));
        foreach (var id in command.Members.Concat(command.Owners)) Relate(team, ChangeKind.Members, id);
        foreach (var id in command.Owners) Relate(team, ChangeKind.Owners, id);
        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.ChangeTeam command)
    {
        if (FindActiveTeam(command.Id) is not { } team) return DirectoryRefusal.UnknownTeam(command.Id);
        var touched = GroupProperties.None;
        if (command.DisplayName is { } name && name != team.DisplayName)
        {
            team.DisplayName = name;
            touched |= GroupProperties.DisplayName;
        }

        if (command.Description is { } description && description != team.Description)
        {
            team.Description = description;
            touched |= GroupProperties.Description;
        }

        team.NoteValues();
        if (touched != GroupProperties.None) Log.Add(new Change(ChangeKind.Group, team.Id, (uint)touched));
        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.DeleteTeam command, DateTimeOffset at)
    {
        if (FindGroup(command.Id) is not { IsTeam: true } team) return DirectoryRefusal.UnknownTeam(command.Id);
        if (command.Permanent) Erase(team);
        else if (team.DeletedAt is not null) return new(404, "already-deleted", $"Team {team.Id} is already deleted; ?permanent=true erases it.");
        else
        {
            team.DeletedAt = at;
            _deletedGroups.Add(team);
            Log.Add(new Change(ChangeKind.Group, team.Id, Change.Everything));
        }

        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.RestoreTeam command)
    {
        if (FindGroup(command.Id) is not { IsTeam: true, DeletedAt: not null } team)
            return new(404, "not-deleted", $"There is no deleted team {command.Id} in this tenant.");
        team.DeletedAt = null;
        _deletedGroups.Remove(team);
        Log.Add(new Change(ChangeKind.Group, team.Id, Change.Everything));
        TellRelationsAnew(team);
        return null;
    }

    /// <summary>
    /// While a group is deleted a delta shows nothing but its removal, so that what changed among its members in
    /// that time (or just before) was told to nobody. After its return all of it is told again.
    /// </summary>
    private void TellRelationsAnew(SimulatedGroup team)
    {
        var told = new HashSet<Change>();
        foreach (var id in team.Members.Ids) told.Add(new Change(ChangeKind.Members, team.Id, 0, id, IsGroup(id)));
        foreach (var id in team.Owners.Ids) told.Add(new Change(ChangeKind.Owners, team.Id, 0, id, IsGroup(id)));
        for (var sequence = 1L; sequence <= Log.Last; sequence++)
        {
            var change = Log[sequence];
            if (change.Id == team.Id && change.Kind is (ChangeKind.Members or ChangeKind.Owners)) told.Add(change);
        }

        foreach (var change in told) Log.Add(change);
    }

    private DirectoryRefusal? Apply(DirectoryCommand.AddToTeam command)
    {
        if (FindActiveTeam(command.Team) is not { } team) return DirectoryRefusal.UnknownTeam(command.Team);
        if (FindActiveUser(command.User) is null) return DirectoryRefusal.UnknownUser(command.User);
        if (command.Role is not TeamRole.OwnerOnly) Relate(team, ChangeKind.Members, command.User);
        if (command.Role is not TeamRole.Member) Relate(team, ChangeKind.Owners, command.User);
        return null;
    }

    private DirectoryRefusal? Apply(DirectoryCommand.RemoveFromTeam command)
    {
        if (FindActiveTeam(command.Team) is not { } team) return DirectoryRefusal.UnknownTeam(command.Team);
        var parted = Part(team, ChangeKind.Owners, command.User);
        if (command.Role is TeamRole.Member) parted |= Part(team, ChangeKind.Members, command.User);
        return parted ? null : new(404, "not-in-team", $"User {command.User} is not {Describe(command.Role)} of team {team.Id}.");
    }

    private static string Describe(TeamRole role) => role is TeamRole.Member ? "a member or owner" : "an owner";

    private void Erase(SimulatedGroup team)
    {
        _deletedGroups.Remove(team);
        foreach (var id in team.Members.Ids.Concat(team.Owners.Ids)) _groupsOf[id].Remove(team.Id);
        _groupsById.Remove(team.Id);
        _groups[team.Ordinal] = null;
        Log.Add(new Change(ChangeKind.Group, team.Id, Change.Everything));
    }
}
