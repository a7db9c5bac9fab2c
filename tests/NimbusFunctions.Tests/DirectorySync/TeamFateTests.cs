using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

public class TeamFateTests
{
    private static readonly Hint Hint = new(HintKind.Service, "sales");

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
}
