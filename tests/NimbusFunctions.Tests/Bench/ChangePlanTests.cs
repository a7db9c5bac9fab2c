using NimbusFunctions.Bench;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Tests.Bench;

public class ChangePlanTests
{
    private static readonly ControlTeam[] Teams = [Team("a", 0, 70), Team("b", 60, 70)];

    [Fact]
    public void Make_WithASeed_GivesTheSamePlanAgain()
    {
        Assert.Equal(ChangePlan.Make(Teams, 7).Moved, ChangePlan.Make(Teams, 7).Moved);
        Assert.NotEqual(ChangePlan.Make(Teams, 7).Moved, ChangePlan.Make(Teams, 8).Moved);
    }

    [Fact]
    public void Make_AnyPlan_ChangesAHundredDifferentPlainMembersOfOneTeam()
    {
        var plan = ChangePlan.Make(Teams, 1);

        string[] changed = [.. plan.Moved, .. plan.Joins.Select(join => join.User), .. plan.Leaves.Select(leave => leave.User), .. plan.Deleted, .. plan.Restored];
        Assert.Equal(100, changed.Length);
        Assert.Equal(100, changed.Distinct().Count());
        Assert.All(changed, user => Assert.Single(Teams, team => team.Members.Contains(user)));
        Assert.DoesNotContain(changed, user => Teams.Any(team => team.Owners.Contains(user)));
        Assert.All(plan.Joins, join => Assert.DoesNotContain(join.User, TeamOf(join).Members));
        Assert.All(plan.Leaves, leave => Assert.Contains(leave.User, TeamOf(leave).Members));
    }

    [Fact]
    public void Make_TooFewPeople_SaysSo() =>
        Assert.Contains("too small", Assert.Throws<BenchException>(() => ChangePlan.Make([Team("a", 0, 20), Team("b", 20, 20)], 1)).Message, StringComparison.Ordinal);

    private static ControlTeam TeamOf(Placement placement) => Teams.Single(team => team.Id == placement.Team);

    // The first of its members owns it.
    private static ControlTeam Team(string id, int first, int members) =>
        new(id, id, [.. Enumerable.Range(first, members).Select(number => $"user-{number:000}")], [$"user-{first:000}"]);
}
