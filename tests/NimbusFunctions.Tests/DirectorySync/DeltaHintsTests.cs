using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

public class DeltaHintsTests
{
    private static readonly HashSet<string> Known = [.. Arbitraries.UserIds.Take(6)];

    [Fact]
    public void ForUsers_AnyOrderRepetitionAndCuttingOfPages_GivesTheSameHints() => (
        from entries in Arbitraries.UserEntry.ListOf()
        from shuffled in Mangle(entries)
        select (entries, shuffled)).ForAll(pages =>
            Same(Merged(DeltaHints.ForUsers(pages.entries, Known)), Merged(pages.shuffled.SelectMany(page => DeltaHints.ForUsers(page, Known)))));

    [Fact]
    public void ForServices_AnyOrderRepetitionAndCuttingOfPages_GivesTheSameHints() => (
        from entries in Arbitraries.GroupEntry.ListOf()
        from shuffled in Mangle(entries)
        select (entries, shuffled)).ForAll(pages => Same(
            Merged(DeltaHints.ForServices(pages.entries, Arbitraries.ServiceOfTeam)),
            Merged(pages.shuffled.SelectMany(page => DeltaHints.ForServices(page, Arbitraries.ServiceOfTeam)))));

    [Fact]
    public void Departures_AnyOrderRepetitionAndCuttingOfPages_GivesTheSameDepartures() => (
        from entries in Arbitraries.GroupEntry.ListOf()
        from shuffled in Mangle(entries)
        select (entries, shuffled)).ForAll(pages =>
            DeltaHints.Departures(pages.entries, Arbitraries.ServiceOfTeam).ToHashSet()
                .SetEquals(pages.shuffled.SelectMany(page => DeltaHints.Departures(page, Arbitraries.ServiceOfTeam))));

    [Fact]
    public void ForUsers_StrangersToNimbus_AreNoHints() =>
        Assert.Empty(DeltaHints.ForUsers([new(Arbitraries.Id(7), Tombstone.Deleted, [])], Known));

    [Fact]
    public void OfStrangers_SoftDeleted_IsWatched() =>
        Assert.Equal(["x"], DeltaHints.OfStrangers([new("x", Tombstone.Changed, [])], Known, new HashSet<string>()).IntoBin);

    [Fact]
    public void OfStrangers_OutOfTheBin_MayBeInAnyTeam()
    {
        var news = DeltaHints.OfStrangers([new("x", Tombstone.None, [])], Known, new HashSet<string> { "x" });

        Assert.True(news.SomebodyIsBack);
        Assert.Equal(["x"], news.OutOfBin);
    }

    [Fact]
    public void OfStrangers_ChangedButNeverInTheBin_IsNoBusiness()
    {
        var news = DeltaHints.OfStrangers([new("x", Tombstone.None, [])], Known, new HashSet<string>());

        Assert.False(news.SomebodyIsBack);
        Assert.Empty(news.IntoBin);
    }

    [Fact]
    public void ForServices_GroupsWithoutService_AreNoHints() =>
        Assert.Empty(DeltaHints.ForServices([new(Arbitraries.Id(103), Tombstone.Deleted, [Arbitraries.Id(1)])], Arbitraries.ServiceOfTeam));

    [Fact]
    public void Merge_HintsInEitherOrder_GiveTheSame() => (
        from one in Arbitraries.Hint
        from other in Arbitraries.Hint
        select (one, other: other with { Subject = one.Subject })).ForAll(pair =>
            pair.one.Merge(pair.other) == pair.other.Merge(pair.one) && pair.one.Merge(pair.one) == pair.one);

    private static Gen<IReadOnlyList<IReadOnlyList<DeltaEntry>>> Mangle(IEnumerable<DeltaEntry> entries) =>
        from twice in Gen.SubListOf(entries)
        from shuffled in Gen.Shuffle(entries.Concat(twice))
        from size in Gen.Choose(1, 5)
        select (IReadOnlyList<IReadOnlyList<DeltaEntry>>)[.. shuffled.Chunk(size)];

    private static Dictionary<string, Hint> Merged(IEnumerable<Hint> hints) =>
        hints.GroupBy(hint => hint.Subject).ToDictionary(same => same.Key, same => same.Aggregate((one, other) => one.Merge(other)));

    private static bool Same(Dictionary<string, Hint> one, Dictionary<string, Hint> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var hint) && hint == pair.Value);
}
