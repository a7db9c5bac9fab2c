using System.Collections.Concurrent;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Storage;

public class ConcurrentlyTests
{
    [Fact]
    public async Task ForEachTenantAsync_OneFails_TheOthersAreSeenToAndItIsTold()
    {
        var (done, told) = (new ConcurrentBag<int>(), new ConcurrentBag<int>());

        await Concurrently.ForEachTenantAsync(
            Enumerable.Range(0, 50),
            (tenant, _) =>
            {
                if (tenant == 7)
                    throw new InvalidOperationException("It is in trouble.");
                done.Add(tenant);
                return Task.CompletedTask;
            },
            (_, tenant) => told.Add(tenant),
            TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 50).Where(tenant => tenant != 7), done.Order());
        Assert.Equal([7], told);
    }

    [Fact]
    public Task ForEachTenantAsync_WithoutMemory_IsThrown() => Assert.ThrowsAsync<InsufficientMemoryException>(() => Concurrently.ForEachTenantAsync(
        [1], (_, _) => throw new InsufficientMemoryException(), (_, _) => Assert.Fail("It was passed over."), TestContext.Current.CancellationToken));

    [Fact]
    public async Task ForEachTenantAsync_Cancelled_IsThrownAndNobodyIsTold()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Concurrently.ForEachTenantAsync(
            [1, 2],
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            },
            (_, _) => Assert.Fail("It was passed over."), stop.Token));
    }
}
