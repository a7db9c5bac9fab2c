using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>The store answers no transaction.</summary>
public sealed class BusyLaneTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task When_TheStoreDoesNotAnswer_Should_RefuseOnlyWhatWasNotSentAndAnswerTheRestWhenItIsKnown()
    {
        var stop = TestContext.Current.CancellationToken;
        var time = new ManualTimeProvider();
        var scene = new LaneScene(time);
        HangingTable? tasks = null;
        var desk = scene.Desk(table => table.Name == scene.Tasks.Name ? tasks = new HangingTable(table) : table);
        var (sent, waiting) = (scene.NewTask(), scene.NewTask());
        var first = LaneScene.PostAsync(desk, sent);
        await tasks!.Asked.WaitAsync(Patience, TimeProvider.System, stop);
        var second = LaneScene.PostAsync(desk, waiting);

        time.Advance(LongestWait);

        await Assert.ThrowsAsync<LaneBusyException>(() => second.WaitAsync(Patience, TimeProvider.System, stop));
        Assert.False(first.IsCompleted);
        tasks.Answer();
        var began = TimeProvider.System.GetTimestamp();
        while (!first.IsCompleted && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stop);
        }

        Assert.IsType<AdmissionAnswer.Admitted>(await first);
        Assert.Equal([sent.Id], await IdsAsync(scene, stop));
    }

    private static async Task<List<string>> IdsAsync(LaneScene scene, CancellationToken stop)
    {
        var slots = (await new LaneStore(scene.Tasks, TimeProvider.System).ReadAsync(LaneScene.Partition, stop)).Book;
        return [.. slots.Taken.Select(slot => slot.TaskId)];
    }
}
