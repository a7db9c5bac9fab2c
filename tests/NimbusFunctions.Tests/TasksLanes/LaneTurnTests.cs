using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>Processes that change the same slots without pause take turns.</summary>
public sealed class LaneTurnTests
{
    private const int Busy = 10;

    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LaneScene scene = new(TimeProvider.System);

    [Fact]
    public async Task When_OneProcessNeverPauses_Should_AnotherBeServedAllTheSame()
    {
        var (busy, other) = (Desk(), Desk());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var cycles = 0;
        var load = Enumerable.Range(0, Busy).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                await CycleAsync(busy);
                Interlocked.Increment(ref cycles);
            }
        }).ToList();
        await WaitAsync(() => Volatile.Read(ref cycles) > 5 * Busy);

        for (var turn = 0; turn < 5; turn++)
        {
            var before = Volatile.Read(ref cycles);
            await CycleAsync(other).WaitAsync(Patience, TimeProvider.System, stop.Token);
            Assert.InRange(Volatile.Read(ref cycles) - before, 0, 100 * Busy);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
    }

    [Fact]
    public async Task When_WhoeverClaimedItsTurnIsGone_Should_OthersGoOn()
    {
        var desk = Desk();
        await CycleAsync(desk);
        await new LaneStore(scene.Tasks, TimeProvider.System).ClaimAsync(LaneScene.Partition, "gone");

        await CycleAsync(desk).WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task CycleAsync(TaskDesk desk)
    {
        var task = scene.NewTask();
        Assert.IsType<AdmissionAnswer.Admitted>(await LaneScene.PostAsync(desk, task));
        Assert.IsType<ChangeAnswer.Changed>(
            await desk.ChangeAsync(LaneScene.Tenant, task.Id, static (_, at) => new TaskChange.Ended("Completed", at), CancellationToken.None));
    }

    private TaskDesk Desk() => scene.Desk(table => new SlowTable(table, Away));

    private static async Task WaitAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!isSo())
            await Task.Delay(Away, TimeProvider.System, patience.Token);
    }
}
