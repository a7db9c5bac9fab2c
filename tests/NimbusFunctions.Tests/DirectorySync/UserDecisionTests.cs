using FsCheck.Fluent;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class UserDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly UserDetails Details = new("Display", "Given", "Sur", "upn@contoso.example", "Sales", "mail@contoso.example");
    private static readonly Membership InSales = new("sales", Role.TeamMember);

    private static readonly NimbusUser Active =
        new(Arbitraries.Id(1), Details, "unit", UserSource.Synced, UserState.Active, [InSales], Now);

    private static readonly Hint Changed = new(HintKind.User, Active.Id);

    [Fact]
    public void Settle_RemovedInDeltaAndMissing_IsSoftDeletedAndKeepsEverything()
    {
        var verdict = UserDecision.Settle(Active, Missing(1), Changed with { Tombstone = Tombstone.Changed }, "2");

        Assert.Equal(UserState.SoftDeleted, verdict.User!.State);
        Assert.Equal([InSales], verdict.User.Memberships);
        Assert.Equal(Now.AddMinutes(1).AddDays(30), verdict.User.TombstoneUntil);
        Assert.False(verdict.Keep);
        Assert.NotNull(verdict.Proof);
    }

    [Fact]
    public void Settle_DeletedInDeltaAndMissing_KeepsNothingButTheId()
    {
        var verdict = UserDecision.Settle(Active, Missing(1), Changed with { Tombstone = Tombstone.Deleted }, "2");

        Assert.Equal(UserState.Gone, verdict.User!.State);
        Assert.Equal(UserDetails.None, verdict.User.Details);
        Assert.Empty(verdict.User.Memberships);
    }

    [Fact]
    public void Settle_MissingOnceWithoutOtherProof_ChangesNothingAndIsRemembered()
    {
        var verdict = UserDecision.Settle(Active, Missing(1), Changed, "2");

        Assert.Null(verdict.User);
        Assert.True(verdict.Keep);
        Assert.Equal("2", verdict.MissingIn);
    }

    [Fact]
    public void Settle_MissingTwiceInOneRun_ChangesNothing() =>
        Assert.Null(UserDecision.Settle(Active, Missing(1), Changed with { MissingIn = "2" }, "2").User);

    [Fact]
    public void Settle_MissingInTwoRuns_IsSoftDeleted() => Assert.Equal(
        UserState.SoftDeleted, UserDecision.Settle(Active, Missing(1), Changed with { MissingIn = "1" }, "2").User!.State);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Settle_TombstoneToldAgainForSomebodyWhoIsThere_RemovesNobody(int tombstone)
    {
        var verdict = UserDecision.Settle(Active, Present(1), Changed with { Tombstone = (Tombstone)tombstone }, "2");

        Assert.Equal(UserState.Active, verdict.User!.State);
        Assert.True(verdict.Keep);
    }

    [Fact]
    public void Settle_ContradictionSeenOften_IsDroppedInFavourOfTheDirectory() => Assert.False(UserDecision.Settle(
        Active, Present(1), Changed with { Tombstone = Tombstone.Changed, Tries = UserDecision.MostContradictions }, "9").Keep);

    [Fact]
    public void Settle_SoftDeletedAndThereAgain_GetsEverythingBack()
    {
        var removed = Active with { State = UserState.SoftDeleted, TombstoneUntil = Now.AddDays(30) };

        var verdict = UserDecision.Settle(removed, Present(1), Changed, "2");

        Assert.Equal(Active with { AsOf = Now.AddMinutes(1) }, verdict.User! with { Memberships = Active.Memberships });
        Assert.Equal("user-restored", verdict.Action);
    }

    [Fact]
    public void Settle_DirectoryDoesNotSay_ChangesNothing()
    {
        var verdict = UserDecision.Settle(
            Active, new UserTruth.Unknown("users answered 403", Now.AddMinutes(1)), Changed with { Tombstone = Tombstone.Deleted }, "2");

        Assert.Null(verdict.User);
        Assert.True(verdict.Keep);
    }

    [Fact]
    public void Settle_AnswerOlderThanTheRow_ChangesNothing() =>
        Assert.Null(UserDecision.Settle(Active, Missing(-1), Changed with { Tombstone = Tombstone.Changed }, "2").User);

    [Fact]
    public void Settle_GoneForGood_NeverComesBack() => Assert.Null(UserDecision.Settle(
        Active with { State = UserState.Gone }, Present(1), Changed, "2").User);

    [Fact]
    public void Leave_LastServiceOfSomebodyAddedAutomatically_EndsAccessAndKeepsATombstone()
    {
        var left = UserDecision.Leave(Active, "sales", Now);

        Assert.Equal(UserState.Departed, left.State);
        Assert.Equal(Now + NimbusUser.TombstoneLife, left.TombstoneUntil);
    }

    [Fact]
    public void Leave_LastServiceOfSomebodyAddedByHand_Stays() =>
        Assert.Equal(UserState.Active, UserDecision.Leave(Active with { Source = UserSource.Manual }, "sales", Now).State);

    [Fact]
    public void Leave_OneServiceOfTwo_KeepsTheOther()
    {
        var left = UserDecision.Leave(Active with { Memberships = [InSales, new("help", Role.TeamOwner)] }, "sales", Now);

        Assert.Equal(UserState.Active, left.State);
        Assert.Equal([new Membership("help", Role.TeamOwner)], left.Memberships);
    }

    [Fact]
    public void Join_Departed_GetsAccessAndSettingsBack()
    {
        var departed = UserDecision.Leave(Active, "sales", Now);

        var back = UserDecision.Join(departed, new(Active.Id, Details, true), new("help", Role.TeamOwner), "other", Now.AddMinutes(1));

        Assert.Equal(UserState.Active, back.State);
        Assert.Equal("unit", back.OrganizationUnitId);
        Assert.Null(back.TombstoneUntil);
    }

    [Fact]
    public void Join_ListWithoutDetails_KeepsTheKnownOnes() => Assert.Equal(
        Details, UserDecision.Join(Active, new(Active.Id, UserDetails.None, false), InSales, "unit", Now).Details);

    [Fact]
    public void Settle_Twice_GivesTheSame() => (
        from hint in Arbitraries.Hint
        from present in Gen.Elements(true, false)
        from state in Gen.Elements(UserState.Active, UserState.SoftDeleted, UserState.Departed, UserState.Gone)
        select (hint, present, state)).ForAll(given =>
        {
            var user = Active with { State = given.state };
            UserTruth truth = given.present ? Present(1) : Missing(1);
            var once = UserDecision.Settle(user, truth, given.hint, "2").User ?? user;
            var twice = UserDecision.Settle(once, truth, given.hint, "2").User ?? once;
            return UserDecision.Same(once, twice);
        });

    private static UserTruth.Missing Missing(int minutes) => new(Now.AddMinutes(minutes));

    private static UserTruth.Present Present(int minutes) => new(Details, Now.AddMinutes(minutes));
}
