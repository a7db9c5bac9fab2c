using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Lists;

namespace NimbusFunctions.Tests.DirectoryLists;

public class ListMemoryTests
{
    private static readonly RequestFailedException Trouble = new(503, "The store is busy.");

    private readonly ManualTimeProvider time = new();
    private readonly Dictionary<string, int> readings = [];
    private Func<Task> before = () => Task.CompletedTask;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WithinTheLifetime_ReadsOnceAndRenewsBeside()
    {
        var memory = Memory();

        Assert.Equal("a1", await memory.ReadAsync("a", Stop));
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal("a1", await memory.ReadAsync("a", Stop));
        time.Advance(TimeSpan.FromSeconds(0.5));
        var slow = new TaskCompletionSource();
        before = () => slow.Task;
        Assert.Equal("a1", await memory.ReadAsync("a", Stop));
        slow.SetResult();
        Assert.Equal("a2", await memory.ReadAsync("a", Stop));
        Assert.Equal(2, readings["a"]);
    }

    [Fact]
    public async Task Read_OlderThanTheLifetime_WaitsForAReading()
    {
        var memory = Memory();
        await memory.ReadAsync("a", Stop);
        time.Advance(ListMemory<string>.Lifetime);

        Assert.Equal("a2", await memory.ReadAsync("a", Stop));
    }

    [Fact]
    public async Task Read_AfterAWriteOfThisProcess_WaitsForAReadingThatBeganAfterIt()
    {
        var memory = Memory();
        await memory.ReadAsync("a", Stop);
        time.Advance(TimeSpan.FromSeconds(2.5));
        var slow = new TaskCompletionSource();
        before = () => slow.Task;
        Assert.Equal("a1", await memory.ReadAsync("a", Stop));
        memory.Touch("a");

        var asked = memory.ReadAsync("a", Stop).AsTask();
        Assert.False(asked.IsCompleted);
        slow.SetResult();

        // The second began before the write.
        Assert.Equal("a3", await asked);
    }

    [Fact]
    public async Task Read_ManyAtOnce_AreOneReading()
    {
        var memory = Memory();
        var slow = new TaskCompletionSource();
        before = () => slow.Task;

        var asked = Enumerable.Range(0, 20).Select(_ => memory.ReadAsync("a", Stop).AsTask()).ToList();
        slow.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(1, readings["a"]);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Read_StoreInTrouble_AnswersForHalfAMinute(int seconds, bool answers)
    {
        var memory = Memory();
        await memory.ReadAsync("a", Stop);
        time.Advance(TimeSpan.FromSeconds(seconds));
        before = () => throw Trouble;

        var asked = memory.ReadAsync("a", Stop).AsTask();

        if (answers)
            Assert.Equal("a1", await asked);
        else
            await Assert.ThrowsAsync<RequestFailedException>(() => asked);
    }

    [Fact]
    public async Task Read_StoreSilent_AnswersAfterASecond()
    {
        var memory = Memory();
        await memory.ReadAsync("a", Stop);
        time.Advance(TimeSpan.FromSeconds(5));
        before = () => new TaskCompletionSource().Task;

        var asked = memory.ReadAsync("a", Stop).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a1", await asked);
    }

    [Fact]
    public async Task Read_StoreInTroubleAfterAnOwnWrite_HidesNothing()
    {
        var memory = Memory();
        await memory.ReadAsync("a", Stop);
        memory.Touch("a");
        before = () => throw Trouble;

        await Assert.ThrowsAsync<RequestFailedException>(async () => await memory.ReadAsync("a", Stop));
    }

    [Fact]
    public async Task Read_MoreThanItHolds_ForgetsWhomNobodyAskedForLongest()
    {
        var memory = Memory(most: 4);
        foreach (var tenant in new[] { "a", "b", "a", "c" })
        {
            await memory.ReadAsync(tenant, Stop);
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await memory.ReadAsync("a", Stop);
        await memory.ReadAsync("b", Stop);

        Assert.Equal((1, 2, 1), (readings["a"], readings["b"], readings["c"]));
        Assert.Equal(4, memory.Size);
    }

    private ListMemory<string> Memory(long most = 100) => new(
        async (tenant, _, _) =>
        {
            var reading = readings[tenant] = readings.GetValueOrDefault(tenant) + 1;
            await before();
            return $"{tenant}{reading}";
        },
        text => text.Length, most, time, NullLogger.Instance);
}
