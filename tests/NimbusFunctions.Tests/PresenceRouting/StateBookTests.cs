using FsCheck.Fluent;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Tests.DirectorySync;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

public sealed class StateBookTests
{
    private static readonly OpenState Who = new(new("", ""), "user@alpenwerk.example", "unit", null);

    /// <summary>What truly happened, in order, and how it was told: in any order, some of it twice, some of it not at all.</summary>
    private static readonly FsCheck.Gen<(PresenceChange[] True, PresenceChange[] Told)> Days =
        from words in Gen.Elements("Available", "Busy", "Away", null).ArrayOf(8)
        from kept in Gen.Elements(true, true, true, false).ArrayOf(8)
        from twice in Gen.Elements(true, false).ArrayOf(8)
        from isShuffled in Gen.Elements(true, false)
        let day = Day(words)
        let told = day.Where((_, place) => kept[place]).Concat(day.Where((_, place) => twice[place] && kept[place])).ToArray()
        from shuffled in Gen.Shuffle(told)
        select (day, isShuffled ? shuffled.ToArray() : [.. told.OrderBy(change => change.At)]);

    [Fact]
    public void After_AnyOrderTwiceOrNever_StatesNeverOverlap() => Days.ForAll(day =>
    {
        var book = Live(day.Told);
        return book.Closed.All(state => state.Start < state.End)
            && book.Closed.Zip(book.Closed.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
            && (book.Closed.IsEmpty || book.Closed[^1].End <= book.Since);
    });

    [Fact]
    public void After_EachToldAgainAtOnce_IsTheSameBook() => Days.ForAll(day =>
        IsSame(Live(day.Told), Live(day.Told.SelectMany(change => new[] { change, change }))));

    [Fact]
    public void After_AllToldAgainInOrder_IsTheSameBook() => Days.ForAll(day =>
    {
        var inOrder = day.Told.OrderBy(change => change.At).ToList();
        return IsSame(Live(inOrder), Live([.. inOrder, .. inOrder])) && IsSame(Live(inOrder), Live([.. inOrder, .. day.Told]));
    });

    [Fact]
    public void After_ToldInOrder_EveryStateIsThereOnce()
    {
        var day = Day(["Available", "Busy", "Available", null, "Away", "Away", "Busy", null]);

        Assert.Equal(
            [("Available", 0, 1), ("Busy", 1, 2), ("Available", 2, 3), ("Away", 4, 6), ("Busy", 6, 7)],
            Live(day).Closed.Select(state => (state.Availability, Minute(state.Start), Minute(state.End))));
        Assert.Null(Live(day).Open);
    }

    [Fact]
    public void After_AChangeWasNeverTold_TheNextOneTellsOfIt()
    {
        var day = Day(["Available", "Busy", "Away"]);

        var book = Live([day[0], day[2]]);

        Assert.Equal([("Available", 0, 1), ("Busy", 1, 2)], book.Closed.Select(state => (state.Availability, Minute(state.Start), Minute(state.End))));
        Assert.Equal("Away", book.Open!.Seen.Availability);
    }

    [Fact]
    public void After_FirstChangeThatIsKept_SaysNothingOfTheTimeBefore()
    {
        var book = StateBook.New(Id(1)).After(Day(["Available", "Busy"])[1], Who);

        Assert.Empty(book.Closed);
        Assert.Equal(Now.AddMinutes(1), book.Since);
    }

    private static StateBook Live(IEnumerable<PresenceChange> changes) =>
        changes.Aggregate(StateBook.New(Id(1)), (book, change) => book.After(change, Who));

    private static bool IsSame(StateBook one, StateBook other) =>
        one.Open == other.Open && one.Since == other.Since && one.Closed.SequenceEqual(other.Closed);

    private static int Minute(DateTimeOffset time) => (int)(time - Now).TotalMinutes;

    private static PresenceChange[] Day(string?[] words)
    {
        var changes = new List<PresenceChange>();
        (SeenPresence? Seen, DateTimeOffset? Since) before = (null, null);
        foreach (var (minute, word) in words.Index())
        {
            var seen = word is null ? null : new SeenPresence(word, word);
            if (seen == before.Seen)
                continue;
            changes.Add(new(Id(1), before.Seen, seen, Now.AddMinutes(minute), before.Since));
            before = (seen, Now.AddMinutes(minute));
        }

        return [.. changes];
    }
}
