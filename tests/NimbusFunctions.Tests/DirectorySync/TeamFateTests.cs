using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

public class TeamFateTests
{
    private static readonly Hint Hint = new(HintKind.Service, "sales");
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_MissingOnce_ProvesNothing() => Assert.Null(TeamFate.Decide(Hint, "2").State);

    [Fact]
    public void Decide_MissingTwiceInOneRun_ProvesNothing() => Assert.Null(TeamFate.Decide(Hint with { MissingIn = "2" }, "2").State);

    [Fact]
    public void Decide_MissingInTwoRuns_IsTheRestorableKind() =>
        Assert.Equal(ServiceState.TeamSoftDeleted, TeamFate.Decide(Hint with { MissingIn = "1" }, "2").State);

    [Fact]
    public void Decide_RemovedInDelta_IsTheRestorableKind() =>
        Assert.Equal(ServiceState.TeamSoftDeleted, TeamFate.Decide(Hint with { Tombstone = Tombstone.Changed }, "2").State);

    [Fact]
    public void Decide_DeletedInDelta_IsForGood() =>
        Assert.Equal(ServiceState.TeamGone, TeamFate.Decide(Hint with { Tombstone = Tombstone.Deleted }, "2").State);

    [Theory]
    [InlineData(null, false)]
    [InlineData("1", false)]
    [InlineData("1", true)]
    public void Decide_OfATeamThatWasGoneForGood_StaysGone(string? missingIn, bool toldAgain)
    {
        var hint = new StoredHint(Hint with { MissingIn = missingIn, Tombstone = toldAgain ? Tombstone.Changed : Tombstone.None }, new("1"));
        ServiceReading reading = new(hint, "sales", Gone(), "team", new Dictionary<string, Role>(), new Dictionary<string, string>());

        var ended = Assert.IsType<ServiceVerdict.Ended>(ServiceVerdict.Decide(reading, new TeamTruth.Missing(Now), "2", Now));

        Assert.Equal(ServiceState.TeamGone, ended.State);
    }

    private static StoredService Gone() => new(
        new(
            "sales", "sales@alpenwerk.example", "Sales", "MsTeams", "team", "unit", "ContactCenter", ["Email"], false, false, true, true,
            "Normal", "TeamOwner", ServiceState.TeamGone, 0, Now),
        new("1"));
}
