using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>A cap is never taken from older settings than somebody has acted on.</summary>
public sealed class RevisionTests
{
    private const long Newer = 7;

    [Fact]
    public async Task Post_WhereAnotherProcessHasActedOnNewerSettings_AsksForThose()
    {
        var scene = new LaneScene(TimeProvider.System);
        var ahead = scene.Desk(table => table, (_, _, _) => ValueTask.FromResult(LaneScene.Limits(1, Newer)));
        List<long> asked = [];
        var behind = scene.Desk(table => table, (_, atLeast, _) =>
        {
            asked.Add(atLeast);
            return ValueTask.FromResult(atLeast < Newer ? LaneScene.Limits(50, Newer - 1) : LaneScene.Limits(1, Newer));
        });
        Assert.IsType<AdmissionAnswer.Admitted>(await LaneScene.PostAsync(ahead, scene.NewTask()));

        Assert.IsType<AdmissionAnswer.LimitReached>(await LaneScene.PostAsync(behind, scene.NewTask()));

        Assert.All(asked, atLeast => Assert.Equal(Newer, atLeast));
    }
}
