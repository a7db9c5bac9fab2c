using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;
using static NimbusFunctions.Tests.DirectoryRemovals.Cases;

namespace NimbusFunctions.Tests.DirectoryRemovals;

public class RemovalPlanTests
{
    [Fact]
    public void Make_OneOfTwoServicesLeft_LosesNoAccess() =>
        Assert.Empty(RemovalPlan.Make([From(1, "a")], Rows([User(1, "a", "b")])).LosingAccess);

    [Fact]
    public void Make_BothServicesLeft_LosesAccessOnce() => Assert.Equal(
        new Dictionary<string, GuardCause> { [Id(1)] = GuardCause.LeftLastService },
        RemovalPlan.Make([From(1, "a"), From(1, "b")], Rows([User(1, "a", "b")])).LosingAccess);

    [Fact]
    public void Make_LastServiceEndsWithItsTeam_CountsAsTeamGone() => Assert.Equal(
        [GuardCause.TeamGone],
        RemovalPlan.Make([From(1, "a"), From(1, "b", RemovalCause.TeamDeleted)], Rows([User(1, "a", "b")])).LosingAccess.Values);

    [Theory]
    [InlineData((int)RemovalCause.UserDeleted, (int)GuardCause.Deleted)]
    [InlineData((int)RemovalCause.UserSoftDeleted, (int)GuardCause.SoftDeleted)]
    public void Make_UserAsAWhole_CountsUnderItsOwnCause(int cause, int expected) => Assert.Equal(
        [(GuardCause)expected],
        RemovalPlan.Make([Whole(1, (RemovalCause)cause), From(1, "a")], Rows([User(1, "a")])).LosingAccess.Values);

    [Fact]
    public void Make_AddedByHand_KeepsAccessWithoutServices() => Assert.Empty(
        RemovalPlan.Make([From(1, "a")], Rows([User(1, "a") with { Source = UserSource.Manual }])).LosingAccess);

    [Theory]
    [InlineData((int)UserState.SoftDeleted)]
    [InlineData((int)UserState.Departed)]
    [InlineData((int)UserState.Gone)]
    public void Make_WithoutAccess_LosesNone(int state) => Assert.Empty(
        RemovalPlan.Make([Whole(1)], Rows([User(1, "a") with { State = (UserState)state }])).LosingAccess);

    [Fact]
    public void Make_UnknownUser_LosesNothing() => Assert.Empty(RemovalPlan.Make([Whole(1)], Rows([])).LosingAccess);

    [Fact]
    public void Hash_OrderOfWhatWasLearnt_MakesNoDifference() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var removals = Enumerable.Range(0, 12).Select(number => number % 3 == 0 ? Whole(number) : From(number, $"s{number % 4}")).ToArray();
        var hash = RemovalPlan.Make(removals, _ => null).Hash;
        random.Shuffle(removals);
        return RemovalPlan.Make(removals, _ => null).Hash == hash
            && RemovalPlan.Make(removals[1..], _ => null).Hash != hash;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Leaving_UserAsAWhole_LeavesAllServices()
    {
        var rows = Rows([User(1, "a", "b"), User(2, "b")]);
        var leaving = RemovalPlan.Make([Whole(1), From(2, "b")], rows).Leaving(rows);

        Assert.Equal([Id(1)], leaving["a"]);
        Assert.Equal([Id(1), Id(2)], leaving["b"].Order());
    }
}
