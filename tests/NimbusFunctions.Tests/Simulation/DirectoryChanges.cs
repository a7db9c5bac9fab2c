using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>What people do to a tenant's directory during a day, one thing after the other.</summary>
internal sealed class DirectoryChanges(World world, DayTenant tenant)
{
    private readonly SeededRandom random = tenant.Random;
    private int made;

    private TenantDirectory Directory => tenant.Directory;

    /// <summary>One change; where the dice ask for something impossible, none.</summary>
    public void Change()
    {
        foreach (var command in Next())
        {
            if (Deleted(command) is { } deleted && tenant.LiedAbout.Contains(deleted))
                continue;
            if (command is DirectoryCommand.DeleteTeam team)
                tenant.TeamsOnceDeleted.Add(team.Id);
            tenant.Away.Note();
            var refusal = world.Graph.Execute(tenant.Graph, command);
            tenant.Away.Note();
            if (refusal is null && command is DirectoryCommand.DeleteUser gone)
                world.Met.Add(gone.Permanent ? Encounters.RemovedDeleted : Encounters.RemovedChanged);
            world.Trace.Add($"directory: {Text(command)}{(refusal is null ? "" : " (refused)")}");
        }
    }

    private static Guid? Deleted(DirectoryCommand command) => command switch
    {
        DirectoryCommand.DeleteUser user => user.Id,
        DirectoryCommand.DeleteTeam team => team.Id,
        _ => null,
    };

    private static string Text(DirectoryCommand command) => command is DirectoryCommand.ChangeUser change
        ? $"ChangeUser {change.Id} {string.Join(' ', change.Values)}"
        : command.ToString();

    private IEnumerable<DirectoryCommand> Next() => random.Below(100) switch
    {
        < 12 => Join(),
        < 26 => InTeam((team, _) => new DirectoryCommand.AddToTeam(team.Id, Active().Id, TeamRole.Member)),
        < 32 => InTeam((team, _) => new DirectoryCommand.AddToTeam(team.Id, Active().Id, TeamRole.Owner)),
        < 35 => InTeam((team, _) => new DirectoryCommand.AddToTeam(team.Id, Active().Id, TeamRole.OwnerOnly)),
        < 48 => InTeam((team, member) => new DirectoryCommand.RemoveFromTeam(team.Id, member, TeamRole.Member)),
        < 52 => InTeam((team, member) => new DirectoryCommand.RemoveFromTeam(team.Id, member, TeamRole.Owner)),
        < 60 => [new DirectoryCommand.DeleteUser(Active().Id, false)],
        < 71 => Directory.DeletedUsers.Count == 0 ? [] : [new DirectoryCommand.RestoreUser(random.Pick(Directory.DeletedUsers).Id)],
        < 74 => [new DirectoryCommand.DeleteUser(Anybody().Id, true)],
        < 78 => InTeam((team, _) => new DirectoryCommand.DeleteTeam(team.Id, false)),
        < 85 => Directory.DeletedGroups.Count == 0 ? [] : [new DirectoryCommand.RestoreTeam(random.Pick(Directory.DeletedGroups).Id)],
        < 86 => InTeam((team, _) => new DirectoryCommand.DeleteTeam(team.Id, true)),
        < 87 => Directory.DeletedGroups.Count == 0 ? [] : [new DirectoryCommand.DeleteTeam(random.Pick(Directory.DeletedGroups).Id, true)],
        < 90 => InTeam((team, _) => new DirectoryCommand.ChangeTeam(team.Id, $"Team {++made}", null)),
        _ => [Rename()],
    };

    private IEnumerable<DirectoryCommand> Join()
    {
        var id = random.NextGuid();
        made++;
        yield return new DirectoryCommand.CreateUser(
            id,
            new Dictionary<string, string?>
            {
                ["userPrincipalName"] = $"new{made}@{tenant.Graph.Domain}",
                ["displayName"] = $"New {made}",
                ["givenName"] = "New",
                ["surname"] = $"{made}",
            },
            true);
        foreach (var added in InTeam((team, _) => new DirectoryCommand.AddToTeam(team.Id, id, TeamRole.Member)))
            yield return added;
    }

    private DirectoryCommand.ChangeUser Rename() => new(
        Active().Id,
        random.Below(3) switch
        {
            0 => new Dictionary<string, string?> { ["department"] = random.Chance(0.2) ? null : $"Department {++made}" },
            1 => new Dictionary<string, string?> { ["displayName"] = $"Name {++made}" },
            _ => new Dictionary<string, string?> { ["userPrincipalName"] = $"renamed{++made}@{tenant.Graph.Domain}" },
        },
        null);

    private IEnumerable<DirectoryCommand> InTeam(Func<SimulatedGroup, Guid, DirectoryCommand> command)
    {
        var teams = Directory.ActiveTeams.ToList();
        if (teams.Count == 0)
            return [];
        var team = random.Pick(teams);
        var members = team.Members.Ids.Concat(team.Owners.Ids).Append(Active().Id).ToList();
        return [command(team, random.Pick(members))];
    }

    private SimulatedUser Active() => random.Pick(Directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null).ToList());

    private SimulatedUser Anybody() => random.Pick(Directory.Users.OfType<SimulatedUser>().ToList());
}
