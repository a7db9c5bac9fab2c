using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Directory.Removals;
using static NimbusFunctions.Tests.DirectoryRemovals.Cases;

namespace NimbusFunctions.Tests.DirectoryRemovals;

public class RemovalGuardTests
{
    [Theory]
    // More than 20 users and more than 10 %: both.
    [InlineData(20, 100, false)]
    [InlineData(21, 100, true)]
    [InlineData(21, 210, false)]
    [InlineData(22, 219, true)]
    public void Judge_DefaultThreshold_NeedsBoth(int removals, int active, bool held) =>
        Assert.Equal(held, RemovalGuard.Judge(Plan(removals), Facts(active)).Count > 0);

    [Theory]
    [InlineData(5, 95, true)]
    [InlineData(4, 900, false)]
    [InlineData(21, 900, true)]
    public void Judge_Any_NeedsOne(int removals, int active, bool held) => Assert.Equal(
        held,
        RemovalGuard.Judge(Plan(removals), Facts(active, rules: new(Default: new(20, 5, GuardRule.Any)))).Count > 0);

    [Fact]
    public void Judge_ManySmallRuns_AreCountedTogether()
    {
        var window = RemovalWindow.Empty;
        var active = 100;
        var removed = 0;
        while (RemovalGuard.Judge(Plan(5), Facts(active, window)).Count == 0)
        {
            window = window.With(Window(GuardCause.SoftDeleted, 5));
            (removed, active) = (removed + 5, active - 5);
        }

        Assert.Equal(20, removed);
    }

    [Fact]
    public void Judge_OtherCauses_HaveCountsOfTheirOwn() => Assert.Empty(
        RemovalGuard.Judge(Plan(5), Facts(95, Window(GuardCause.LeftLastService, 20))));

    [Fact]
    public void Judge_RuleOfTheCause_GoesBeforeTheDefault() => Assert.Equal(
        [HoldReason.Threshold],
        RemovalGuard.Judge(Plan(1), Facts(95, rules: new(Default: new(500), SoftDeleted: new(0, 0)))).Select(reason => reason.Kind));

    [Fact]
    public void Judge_EmptyTenant_IsAlwaysHeld() => Assert.Contains(
        RemovalGuard.Judge(Plan(2), Facts(2, rules: new(Default: new(1000, 100)))), reason => reason.Kind == HoldReason.EmptiesTenant);

    [Theory]
    // Services of up to three users may empty; of more only where the team is proven to be deleted.
    [InlineData(3, 3, 0, false, false)]
    [InlineData(4, 4, 0, false, true)]
    [InlineData(4, 4, 0, true, false)]
    [InlineData(5, 4, 0, false, false)]
    [InlineData(1, 1, 3, false, true)]
    public void Judge_ServiceEmpties_IsHeldUnlessSmallOrProven(int members, int leaving, int earlier, bool proven, bool held)
    {
        var window = RemovalWindow.Empty with { ByService = new Dictionary<string, int> { ["s"] = earlier } };
        var reasons = RemovalGuard.Judge(Plan(0), Facts(1000, window, services: [new("s", members, leaving, proven)]));

        Assert.Equal(held, reasons.Any(reason => reason.Kind == HoldReason.EmptiesService));
    }

    [Fact]
    public void Judge_Paused_IsHeldWhateverItIs() => Assert.Equal(
        [HoldReason.Paused], RemovalGuard.Judge(Plan(1), Facts(1000, pause: "since now")).Select(reason => reason.Kind));

    [Fact]
    public void Judge_MoreOfTheSame_IsNeverLessHeld() => Prop.ForAll(
        Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(61, 500).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (planned, active, earlier) =>
    {
        var window = Window(GuardCause.SoftDeleted, earlier);
        return RemovalGuard.Judge(Plan(planned), Facts(active, window)).Count == 0
            || RemovalGuard.Judge(Plan(planned + 1), Facts(active, window)).Count > 0;
    }).QuickCheckThrowOnFailure();

    private static RemovalPlan Plan(int users) => RemovalPlan.Make(
        Enumerable.Range(1, users).Select(number => Whole(number)), Rows(Enumerable.Range(1, users).Select(number => User(number, "s"))));
}
