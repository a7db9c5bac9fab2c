using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Tests.Retention;

public class PurgePlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(RowSource Source, int Days, DateTimeOffset Now, TimeSpan Skew)> Cases =
        from source in Gen.Elements(RowSources.All.ToArray())
        from days in Gen.Choose(1, 3650)
        from seconds in Gen.Choose(0, 400 * 86_400)
        from skew in Gen.Choose(-3600, 3600)
        select (source, days, Start.AddSeconds(seconds), TimeSpan.FromSeconds(skew));

    [Fact]
    public void Of_AnyClocks_NeverTakesWhatIsInsideRetention() => Prop.ForAll(Cases.ToArbitrary(), Gen.Choose(-3600, 3600).ToArbitrary(), (sample, stamped) =>
    {
        var cut = Cut(sample);
        var kept = sample.Source.DaysOf(Days(sample.Days));
        // The youngest row that goes: stamped just before the cut, by a clock of its own.
        var at = cut.Before.AddTicks(-1) - TimeSpan.FromSeconds(stamped);
        return at.AddDays(kept) <= sample.Now;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyClocks_LeavesNothingThatIsSixHoursOver() => Prop.ForAll(Cases.ToArbitrary(), Gen.Choose(-3600, 3600).ToArbitrary(), (sample, stamped) =>
    {
        var at = sample.Now.AddDays(-sample.Source.DaysOf(Days(sample.Days))) - TimeSpan.FromHours(6);
        return at + TimeSpan.FromSeconds(stamped) < Cut(sample).Before;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ALaterClock_NeverCutsLess() => Prop.ForAll(Cases.ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), (sample, later) =>
        KindCut.Of(sample.Source, Days(sample.Days), sample.Now.AddSeconds(later)).Before >= KindCut.Of(sample.Source, Days(sample.Days), sample.Now).Before)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_FullHours_CutTheDayByTheHour()
    {
        var cut = KindCut.Of(RowSources.EndedTasks, Days(730), new(2026, 11, 22, 16, 59, 59, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2024, 11, 22, 14, 0, 0, TimeSpan.Zero), cut.Before);
        Assert.Equal((new DateOnly(2024, 11, 22), "140000", "20241122140000"), (cut.Day, cut.TimeOfDay, cut.DayAndTime));
    }

    [Fact]
    public void Of_APausedTenant_CutsNothing() => Assert.Empty(PurgePlan.Of(RowSources.All, View(30) with { IsPaused = true }, Start).Cuts);

    [Fact]
    public void Of_ATenant_CutsEverySource() => Assert.Equal(RowSources.All, PurgePlan.Of(RowSources.All, View(30), Start).Cuts.Select(cut => cut.Source));

    [Theory]
    [InlineData(29, false, true)]
    [InlineData(30, false, true)]
    [InlineData(31, false, false)]
    [InlineData(30, true, false)]
    public void Allows_GuardsReadAgain_GoesOnOnlyWhereNoLessIsKept(int days, bool isPaused, bool expected)
    {
        var cut = KindCut.Of(RowSources.UserStates, Days(30), Start);

        Assert.Equal(expected, PurgePlan.Allows(View(days) with { IsPaused = isPaused }, cut, Start));
    }

    private static KindCut Cut((RowSource Source, int Days, DateTimeOffset Now, TimeSpan Skew) sample) =>
        KindCut.Of(sample.Source, Days(sample.Days), sample.Now + sample.Skew);

    private static GuardView View(int days) => new(Days(days), false, ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty);

    private static RetentionDays Days(int days) => RetentionDays.Of(_ => days);
}
