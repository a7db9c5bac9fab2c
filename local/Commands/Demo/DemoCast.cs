using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>Who plays what: three plain members of the largest team that has three who are in no other.</summary>
/// <param name="Team">The team that it all happens in.</param>
/// <param name="Mover">Changes the department.</param>
/// <param name="Leaver">Leaves the team, and so the last service.</param>
/// <param name="Deleted">Is deleted, and restored.</param>
/// <param name="Teams">How many teams there are.</param>
/// <param name="People">How many distinct people they have.</param>
internal sealed record DemoCast(ControlTeam Team, ControlUser Mover, ControlUser Leaver, ControlUser Deleted, int Teams, int People)
{
    /// <exception cref="LocalEditionException">The directory is too small to play in.</exception>
    public static DemoCast Choose(IReadOnlyList<ControlTeam> teams, IReadOnlyList<ControlUser> users, string adminUpn)
    {
        var byId = users.ToDictionary(user => user.Id);
        var teamsOf = teams.SelectMany(team => team.People).CountBy(id => id).ToDictionary();

        // An owner or administrator is somebody by another way too, and would not vanish with one membership.
        foreach (var team in teams.OrderByDescending(team => team.Members.Count))
        {
            ControlUser[] plain = [.. team.Members
                .Where(id => teamsOf[id] == 1 && !team.Owners.Contains(id) && byId.ContainsKey(id))
                .Select(id => byId[id])
                .Where(user => !user.UserPrincipalName.Equals(adminUpn, StringComparison.OrdinalIgnoreCase))
                .OrderBy(user => user.Id, StringComparer.Ordinal)
                .Take(3)];
            if (plain.Length == 3)
                return new(team, plain[0], plain[1], plain[2], teams.Count, teamsOf.Count);
        }

        throw new LocalEditionException("The directory is too small for the demo: no team has three members who are in no other. Ask for more with --users and --teams.");
    }
}
