using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tests.TasksLanes;

public class KeysInFlightTests
{
    private static readonly TaskPartition Partition = TaskPartition.Of("tenant", "service", Modality.ExternalTask);
    private static readonly IdempotencyKey Key = new("key", "");

    private readonly ManualTimeProvider time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_WhileTheFirstIsDecided_WaitsForItsEnd()
    {
        var keys = new KeysInFlight(time, TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await keys.EnterAsync(Partition, Key, Stop);
        var waiting = Enumerable.Range(0, 5).Select(_ => keys.EnterAsync(Partition, Key, Stop)).ToList();
        using var other = await keys.EnterAsync(Partition, new("another", ""), Stop);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        first!.Dispose();

        // One after the other, each as soon as the one before is over.
        while (waiting.Count > 0)
        {
            var next = await Task.WhenAny(waiting);
            Assert.Equal(1, waiting.Count(one => one.IsCompleted));
            waiting.Remove(next);
            (await next)!.Dispose();
        }
    }

    [Fact]
    public async Task Enter_WhileTheFirstTakesTooLong_GivesUp()
    {
        var keys = new KeysInFlight(time, TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = await keys.EnterAsync(Partition, Key, Stop);
        var second = keys.EnterAsync(Partition, Key, Stop);

        time.Advance(KeysInFlight.Patience);

        Assert.Null(await second);
    }

    [Fact]
    public async Task Enter_OfACallerWhoHasGone_HoldsNobodyUp()
    {
        var keys = new KeysInFlight(time, TaskCreationOptions.RunContinuationsAsynchronously);
        using var gone = new CancellationTokenSource();
        var first = await keys.EnterAsync(Partition, Key, Stop);
        var second = keys.EnterAsync(Partition, Key, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        first!.Dispose();

        using var third = await keys.EnterAsync(Partition, Key, Stop);
        Assert.NotNull(third);
    }
}
