using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access;

public class SharedReadsTests
{
    private readonly List<TaskCompletionSource<int>> begun = [];
    private readonly SharedReads<string, int> reads;

    public SharedReadsTests() => reads = new(_ =>
    {
        begun.Add(new());
        return begun[^1].Task;
    });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhileOneIsUnderWay_GetsTheNextOne()
    {
        var first = reads.ReadAsync("a", Stop);
        var second = reads.ReadAsync("a", Stop);
        var third = reads.ReadAsync("a", Stop);
        Assert.Single(begun);

        begun[0].SetResult(1);
        Assert.Equal(1, await first);
        Assert.False(second.IsCompleted);
        begun[1].SetResult(2);

        Assert.Equal(2, await second);
        Assert.Equal(2, await third);
        Assert.Equal(2, begun.Count);
        var fourth = reads.ReadAsync("a", Stop);
        begun[2].SetResult(3);
        Assert.Equal(3, await fourth);
    }

    [Fact]
    public async Task Read_OtherKey_WaitsForNobody()
    {
        _ = reads.ReadAsync("a", Stop);
        var other = reads.ReadAsync("b", Stop);
        begun[1].SetResult(7);

        Assert.Equal(7, await other);
    }

    [Fact]
    public async Task Read_ThatFails_FailsForAllWhoWaitAndForNobodyAfterThem()
    {
        var first = reads.ReadAsync("a", Stop);
        var second = reads.ReadAsync("a", Stop);
        begun[0].SetException(new InvalidOperationException("store"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Single(begun);
        var third = reads.ReadAsync("a", Stop);
        begun[1].SetResult(3);
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task Read_WhoseCallerHasGone_GoesOnForTheOthers()
    {
        using var gone = new CancellationTokenSource();
        var first = reads.ReadAsync("a", gone.Token);
        var second = reads.ReadAsync("a", Stop);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        begun[0].SetResult(1);
        begun[1].SetResult(2);
        Assert.Equal(2, await second);
    }
}
