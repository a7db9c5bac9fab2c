using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>A user and a team.</summary>
internal sealed record Placement(string User, string Team);

/// <summary>
/// A hundred changes to people that Nimbus knows, each to somebody else, and some to people that it does not: as
/// many in every directory, whatever its size.
/// </summary>
/// <param name="Moved">Get another department.</param>
/// <param name="Joins">Come into a second team.</param>
/// <param name="Leaves">Go out of their only team.</param>
/// <param name="Deleted">Are deleted.</param>
/// <param name="Restored">Were deleted before, and are restored.</param>
/// <param name="Outsiders">How many people join the directory and no team.</param>
internal sealed record ChangePlan(
    IReadOnlyList<string> Moved,
    IReadOnlyList<Placement> Joins,
    IReadOnlyList<Placement> Leaves,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<string> Restored,
    int Outsiders)
{
    public const int Departments = 40;
    public const int Joiners = 20;
    public const int Leavers = 15;
    public const int Deletions = 15;
    public const int Restorations = 10;
    public const int Strangers = 50;

    private const int Needed = Departments + Joiners + Leavers + Deletions + Restorations;

    /// <summary>Chooses who; the same seed and teams give the same plan.</summary>
    /// <exception cref="BenchException">There are too few people who are in one team only, and not its owner.</exception>
    public static ChangePlan Make(IReadOnlyList<ControlTeam> teams, int seed)
    {
        var teamsOf = teams.SelectMany(team => team.People).CountBy(id => id).ToDictionary();
        Placement[] plain = [.. teams.SelectMany(team => team.Members
            .Where(id => teamsOf[id] == 1 && !team.Owners.Contains(id)).Select(id => new Placement(id, team.Id)))
            .OrderBy(placement => placement.User, StringComparer.Ordinal)];
        if (plain.Length < Needed || teams.Count < 2)
            throw new BenchException($"The directory is too small: {plain.Length} people are plain members of one team only, {Needed} are needed, and two teams.");

        Random random = new(seed);
        random.Shuffle(plain);
        Queue<Placement> chosen = new(plain);
        return new(
            [.. Take(Departments).Select(placement => placement.User)],
            [.. Take(Joiners).Select(placement => placement with { Team = Other(placement.Team) })],
            [.. Take(Leavers)],
            [.. Take(Deletions).Select(placement => placement.User)],
            [.. Take(Restorations).Select(placement => placement.User)],
            Strangers);

        List<Placement> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => chosen.Dequeue())];

        string Other(string team)
        {
            string[] others = [.. teams.Select(other => other.Id).Where(id => id != team)];
            return others[random.Next(others.Length)];
        }
    }
}
