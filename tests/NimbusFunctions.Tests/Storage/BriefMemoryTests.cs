using System.Runtime.CompilerServices;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Storage;

public sealed class BriefMemoryTests
{
    private readonly ManualTimeProvider time = new();
    private readonly BriefMemory<int, object> memory;
    private int readings;

    public BriefMemoryTests() => memory = new(
        (key, _) =>
        {
            readings++;
            return Task.FromResult(key < 0 ? null : new object());
        },
        time);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.9, 1)]
    [InlineData(2, 2)]
    [InlineData(60, 2)]
    public async Task FindAsync_Again_IsReadAnewAfterTwoSeconds(double later, int expected)
    {
        await FindAsync(1);
        time.Advance(TimeSpan.FromSeconds(later));
        await FindAsync(1);

        Assert.Equal(expected, readings);
    }

    [Fact]
    public async Task FindAsync_WhatIsNotThere_IsReadEachTime()
    {
        Assert.Null(await FindAsync(-1));
        Assert.Null(await FindAsync(-1));

        Assert.Equal(2, readings);
    }

    [Fact]
    public async Task FindAsync_MinutesLater_ForgetsWhatNobodyAsksFor()
    {
        var former = await RememberAsync(1);
        var asked = await RememberAsync(2);
        time.Advance(TimeSpan.FromSeconds(59));
        await FindAsync(2);
        var kept = await RememberAsync(3);
        time.Advance(TimeSpan.FromSeconds(1.5));
        await FindAsync(4);

        GC.Collect();
        Assert.False(former.IsAlive);
        Assert.False(asked.IsAlive);
        Assert.True(kept.IsAlive);
        GC.KeepAlive(memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> RememberAsync(int key) => new(await FindAsync(key));

    private ValueTask<object?> FindAsync(int key) => memory.FindAsync(key, TestContext.Current.CancellationToken);
}
