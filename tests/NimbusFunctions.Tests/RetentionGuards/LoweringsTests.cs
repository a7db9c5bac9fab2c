using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;

namespace NimbusFunctions.Tests.RetentionGuards;

public class LoweringsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hold = TimeSpan.FromHours(24);

    [Fact]
    public void InForce_AfterALowering_IsTheFormerUntilTheHoldEnds()
    {
        var (section, former) = Write((0, 730), (0, 100));

        Assert.Equal(730, InForce(section, former, 23.99));
        Assert.Equal(100, InForce(section, former, 24));
        var held = Assert.Single(Lowerings.Held(section, former, Start, Hold));
        Assert.Equal((DataKind.Tasks, 730, 100, Start + Hold), (held.Kind, held.InForce, held.Lowered, held.Until));
        Assert.Empty(Lowerings.Held(section, former, Start + Hold, Hold));
    }

    [Fact]
    public void InForce_AfterARaise_IsTheNewNumberAtOnceAndNothingIsHeld()
    {
        var (section, former) = Write((0, 100), (0, 730));

        Assert.Equal(730, InForce(section, former, 0));
        Assert.Empty(former);
    }

    [Fact]
    public void InForce_LoweredAgain_StartsAnewForTheSmallerNumberAlone()
    {
        var (section, former) = Write((0, 730), (0, 100), (10, 50));

        Assert.Equal([730, 730, 100, 100, 50], new[] { 10, 23.9, 24, 33.9, 34 }.Select(hours => InForce(section, former, hours)));
        var held = Assert.Single(Lowerings.Held(section, former, Start.AddHours(10), Hold));
        Assert.Equal([new(730, Start + Hold), new(100, Start.AddHours(34))], held.Steps);
    }

    [Fact]
    public void InForce_RaisedHalfWay_KeepsTheHoldOfWhatIsMore()
    {
        var (section, former) = Write((0, 730), (0, 100), (10, 200));

        Assert.Equal([730, 730, 200], new[] { 10, 23.9, 24 }.Select(hours => InForce(section, former, hours)));
    }

    [Fact]
    public void After_RaisedToWhatItWas_DropsTheHold()
    {
        var (_, former) = Write((0, 730), (0, 100), (10, 730));

        Assert.Empty(former);
    }

    [Fact]
    public void After_OneKindLowered_HoldsNoOther()
    {
        var before = new RetentionSection();
        var former = Lowerings.After(before, [], before with { UserStates = 10, Tombstones = 40 }, Start);

        Assert.Equal([new(DataKind.UserStates, 730, Start)], former);
    }

    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSame()
    {
        ImmutableArray<FormerDays> former = [new(DataKind.Audit, 3650, Start), new(DataKind.Tasks, 7, Start.AddHours(1))];

        Assert.Equal(former, Lowerings.Parse(Lowerings.Write(former)));
        Assert.Null(Lowerings.Write([]));
        Assert.Empty(Lowerings.Parse(null));
    }

    [Fact]
    public void InForce_WhateverWasWritten_IsTheLongestOfTheHoldBefore() => Prop.ForAll(
        Gen.Choose(1, 60).Two().ListOf(12).ToArbitrary(),
        Gen.Choose(0, 80).ToArbitrary(),
        (writes, later) =>
        {
            var at = 0;
            var script = writes.Select(write => (Hours: at += write.Item1, Days: write.Item2)).ToArray();
            var (section, former) = Write([(0, 30), .. script]);
            var now = at + later;

            // By the definition: what the section was at any time within the hold.
            var expected = script.Append((Hours: int.MaxValue, Days: 0))
                .Zip(script.Prepend((Hours: 0, Days: 30)), (next, own) => (own.Days, Ended: next.Hours))
                .Where(days => days.Ended > now - 24).Max(days => days.Days);
            Assert.Equal(expected, InForce(section, former, now));
        }).QuickCheckThrowOnFailure();

    private static (RetentionSection Section, ImmutableArray<FormerDays> Former) Write(params (int Hours, int Days)[] writes)
    {
        var (section, former) = (new RetentionSection(Tasks: writes[0].Days), ImmutableArray<FormerDays>.Empty);
        foreach (var (hours, days) in writes.Skip(1))
        {
            var next = section with { Tasks = days };
            (section, former) = (next, Lowerings.After(section, former, next, Start.AddHours(hours)));
        }

        return (section, former);
    }

    private static int InForce(RetentionSection section, ImmutableArray<FormerDays> former, double hours) =>
        Lowerings.InForce(section, former, Start.AddHours(hours), Hold)[DataKind.Tasks];
}
