using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Tests.Presence;

public class PresenceOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid User = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly SeenPresence Free = new("Available", "Available");
    private static readonly SeenPresence Call = new("Busy", "InACall");

    [Fact]
    public void Decide_NothingKnown_IsAChange() => Assert.Equal(PresenceVerdict.Changed, PresenceOrder.Decide(null, null, Answer(Call, 0)));

    [Fact]
    public void Decide_TheSameInOtherLetters_IsConfirmed() =>
        Assert.Equal(PresenceVerdict.Confirmed, Decide(Free, new("available", "available"), asked: 1));

    [Fact]
    public void Decide_AnAnswerToAnOlderRequest_IsOlder() => Assert.Equal(PresenceVerdict.Older, Decide(Free, Call, asked: -1));

    [Fact]
    public void Decide_TheSameAnswerTwice_IsOlderTheSecondTime() => Assert.Equal(PresenceVerdict.Older, Decide(Free, Free, asked: 0));

    [Theory]
    [InlineData("9", "10", PresenceVerdict.Changed)]
    [InlineData("10", "9", PresenceVerdict.Older)]
    [InlineData("0010", "11", PresenceVerdict.Changed)]
    [InlineData("a", "b", PresenceVerdict.Changed)]
    [InlineData("b", "a", PresenceVerdict.Older)]
    [InlineData(null, "1", PresenceVerdict.Changed)]
    [InlineData("1", null, PresenceVerdict.Changed)]
    public void Decide_ANewerRequest_IsOverruledByAnOlderNumberOnly(string? known, string? answer, object verdict) =>
        Assert.Equal((PresenceVerdict)verdict, Decide(Free, Call, 1, known, answer));

    [Fact]
    public void Decide_TheSameUnderANewNumber_IsRenewed() => Assert.Equal(PresenceVerdict.Renewed, Decide(Free, Free, 1, "1", "2"));

    [Fact]
    public void Decide_WhatHasRunOut_BeginsAnewWhateverTheNumber() =>
        Assert.Equal(PresenceVerdict.Changed, PresenceOrder.Decide(new(Free, Now, Now, "9"), null, Answer(Free, 1, "1")));

    [Fact]
    public void Answers_InAnyOrderAndTwice_EndInTheNewest()
    {
        var answers = Gen.ListOf(
            from second in Gen.Choose(1, 30)
            from state in Gen.Choose(0, 2)
            select (second, state));
        Prop.ForAll(answers.ToArbitrary(), drawn =>
        {
            // One request a second; what Graph said then is what it said.
            var truth = drawn.GroupBy(answer => answer.second).Select(group => group.First()).ToList();
            var order = drawn.Select(answer => truth.Find(one => one.second == answer.second)).Concat(truth).ToList();
            var (known, confirmed) = ((UserPresence?)null, (DateTimeOffset?)null);
            foreach (var (second, state) in order)
            {
                var answer = Answer(new("State", $"{state}"), second);
                var verdict = PresenceOrder.Decide(known, confirmed, answer);
                if (verdict == PresenceVerdict.Older)
                    continue;
                if (verdict == PresenceVerdict.Changed)
                    known = new(answer.Seen, answer.Asked, answer.Asked, null);
                confirmed = answer.Asked;
            }

            return truth.Count == 0 || known!.Seen.Activity == $"{truth.MaxBy(one => one.second).state}";
        }).QuickCheckThrowOnFailure();
    }

    private static PresenceVerdict Decide(SeenPresence known, SeenPresence said, int asked, string? knownNumber = null, string? number = null) =>
        PresenceOrder.Decide(new(known, Now.AddMinutes(-1), Now.AddMinutes(-1), knownNumber), Now, Answer(said, asked, number));

    private static PresenceAnswer Answer(SeenPresence seen, int second, string? number = null) => new(User, seen, number, Now.AddSeconds(second));
}
