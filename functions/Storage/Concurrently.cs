namespace NimbusFunctions.Storage;

/// <summary>
/// Does several things at once that wait for a neighbour. Nothing here starts a thread: each begins on the caller's,
/// so that a test which answers at once sees one order only.
/// </summary>
internal static class Concurrently
{
    private const int TenantsAtOnce = 16;

    /// <summary>Does something for every tenant; one tenant's trouble keeps no other back.</summary>
    /// <param name="tenants">The tenants, or what there is one of per tenant.</param>
    /// <param name="act">What to do with each.</param>
    /// <param name="skipped">Is told of those that failed. Without memory nothing more is begun: that is thrown.</param>
    /// <param name="cancellation">Ends all of it.</param>
    public static Task ForEachTenantAsync<T>(
        IEnumerable<T> tenants, Func<T, CancellationToken, Task> act, Action<Exception, T> skipped, CancellationToken cancellation) => ForEachAsync(
        tenants,
        TenantsAtOnce,
        async (tenant, stop) =>
        {
            try
            {
                await act(tenant, stop);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
            {
                skipped(failure, tenant);
            }
        },
        cancellation);

    /// <param name="items">What to act on.</param>
    /// <param name="most">How many at once, at least 1.</param>
    /// <param name="act">What to do with each. The first that fails cancels the others, is waited for with them, and is thrown.</param>
    /// <param name="cancellation">Ends all of it.</param>
    public static async Task ForEachAsync<T>(
        IEnumerable<T> items, int most, Func<T, CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var rest = items.GetEnumerator();
        var gate = new Lock();
        Exception? first = null;
        // Each of these goes from one to the next; a semaphore or an asynchronous cancellation would go on elsewhere.
        await Task.WhenAll(Enumerable.Range(0, most).Select(_ => WorkAsync()).ToList());
        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        cancellation.ThrowIfCancellationRequested();

        async Task WorkAsync()
        {
            while (!stop.IsCancellationRequested && TryNext(out var item))
            {
                try
                {
                    await act(item, stop.Token);
                }
                catch (Exception failure)
                {
                    Stop(failure);
                }
            }
        }

        bool TryNext(out T item)
        {
            lock (gate)
            {
                var more = rest.MoveNext();
                item = more ? rest.Current : default!;
                return more;
            }
        }

        void Stop(Exception failure)
        {
            if (Interlocked.CompareExchange(ref first, failure, null) is null)
                stop.Cancel();
        }
    }
}
