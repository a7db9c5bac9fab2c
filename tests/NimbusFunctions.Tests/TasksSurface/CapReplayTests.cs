using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Tasks.Endpoints;

namespace NimbusFunctions.Tests.TasksSurface;

public class CapReplayTests
{
    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal(new(0, 0, null, 0, null), CapReplay.Of([], 1));

    [Fact]
    public void Of_Overlapping_CountsThePeakAndTheRefused() => Assert.Equal(
        new(4, 3, At(2), 1, At(2)), CapReplay.Of([Span(0, 10), Span(1, 4), Span(2, 6), Span(4, 5)], 2));

    [Fact]
    public void Of_OneAfterTheOther_TakesOneSlot() => Assert.Equal(new(2, 1, At(0), 0, null), CapReplay.Of([Span(5, 9), Span(0, 5)], 1));

    [Fact]
    public void Of_RefusedTask_TakesNoSlotFromLaterOnes() => Assert.Equal(
        1, CapReplay.Of([Span(0, 3), Span(1, 100), Span(4, 5)], 1).Refused);

    [Fact]
    public void Of_AnySpans_TheWhatIfIsRight() => Prop.ForAll(Spans.ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (spans, cap) =>
    {
        var replay = CapReplay.Of(spans, cap);
        Assert.Equal(spans.Length, replay.Tasks);
        Assert.Equal(replay.Refused == 0, replay.FirstRefused is null);
        // Nobody is refused under a cap that was never reached, and with one slot for each.
        if (replay.Peak <= cap)
            Assert.Equal(0, replay.Refused);
        Assert.Equal(0, CapReplay.Of(spans, Math.Max(1, spans.Length)).Refused);
        // The peak, counted another way: at the begin of the task that makes it.
        Assert.Equal(replay.Peak, spans.Select(one => spans.Count(other => other.From <= one.From && one.From < other.To)).DefaultIfEmpty().Max());
    }).QuickCheckThrowOnFailure();

    private static Gen<TaskSpan[]> Spans =>
        from spans in Gen.ListOf(
            from begin in Gen.Choose(0, 30)
            from length in Gen.Choose(1, 12)
            select Span(begin, begin + length))
        select spans.ToArray();

    private static TaskSpan Span(int from, int to) => new(At(from), At(to));

    private static DateTimeOffset At(int minute) => Bodies.Now.AddMinutes(minute);
}
