namespace NimbusFunctions.Storage;

/// <summary>
/// Does several things at once that wait for a neighbour. Nothing here starts a thread: each begins on the caller's,
/// so that a test which answers at once sees one order only.
/// </summary>
internal static class Concurrently
{
    /// <param name="items">What to act on.</param>
    /// <param name="most">How many at once, at least 1.</param>
    /// <param name="act">What to do with each. The first that fails cancels the others, is waited for with them, and is thrown.</param>
    /// <param name="cancellation">Ends all of it.</param>
    public static async Task ForEachAsync<T>(
        IEnumerable<T> items, int most, Func<T, CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(most);
        var running = new List<Task>();
        Exception? first = null;
        foreach (var item in items)
        {
            // Not cancellable: whoever holds a slot ends when the token does.
            await slots.WaitAsync(CancellationToken.None);
            if (stop.IsCancellationRequested)
                break;
            running.Add(RunAsync(item));
        }

        await Task.WhenAll(running);
        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        cancellation.ThrowIfCancellationRequested();

        async Task RunAsync(T item)
        {
            try
            {
                await act(item, stop.Token);
            }
            catch (Exception failure)
            {
                if (Interlocked.CompareExchange(ref first, failure, null) is null)
                    await stop.CancelAsync();
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
