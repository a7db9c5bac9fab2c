using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>What Nimbus' list of users and the people of the teams differ in.</summary>
/// <param name="Differences">What is wrong, in words.</param>
/// <param name="InNoTeam">Who is in the list and in no team: right only for administrators.</param>
internal sealed record DirectoryComparison(IReadOnlyList<string> Differences, IReadOnlyList<string> InNoTeam)
{
    /// <param name="users">The directory's users; deleted ones are not among them, though their teams still name them.</param>
    /// <param name="teams">Its teams.</param>
    /// <param name="found">The list of users.</param>
    /// <param name="services">The services.</param>
    public static DirectoryComparison Of(
        IReadOnlyList<ControlUser> users, IReadOnlyList<ControlTeam> teams, IReadOnlyList<ApiUser> found, IReadOnlyList<ApiService> services)
    {
        var directory = users.ToDictionary(user => user.Id);
        var list = found.ToDictionary(user => user.Id);
        HashSet<string> people = [.. teams.SelectMany(team => team.People).Where(directory.ContainsKey)];
        return new(
            [
                .. people.Where(id => !list.ContainsKey(id)).Select(id => $"user {id} is in a team, and not in the list"),
                .. found.Where(user => !directory.ContainsKey(user.Id)).Select(user => $"user {user.Id} is in the list, and not in the directory"),
                .. found.Where(user => directory.TryGetValue(user.Id, out var there) && !Same(user, there)).Select(user => $"user {user.Id} has other details"),
                .. teams.SelectMany(team => Members(team, directory, services)),
            ],
            [.. found.Select(user => user.Id).Where(id => directory.ContainsKey(id) && !people.Contains(id))]);
    }

    private static bool Same(ApiUser user, ControlUser there) =>
        user.DisplayName == there.DisplayName
        && user.UserPrincipalName == there.UserPrincipalName
        && (user.Department ?? "") == (there.Department ?? "");

    private static IEnumerable<string> Members(ControlTeam team, Dictionary<string, ControlUser> directory, IReadOnlyList<ApiService> services)
    {
        var members = team.People.Count(directory.ContainsKey);
        ApiService? service = services.FirstOrDefault(service => service.TeamId == team.Id);
        if (service is null)
            yield return $"team {team.Id} has no service";
        else if (service.Members != members)
            yield return $"team {team.Id} has {members} people, and its service {service.Members}";
    }
}
