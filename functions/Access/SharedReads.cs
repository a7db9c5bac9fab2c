namespace NimbusFunctions.Access;

/// <summary>
/// One read for all who want the same at once. Who asks while a read is under way gets the next one, which begins
/// after that: nobody is told what was true before they asked, and however many ask, two reads at a time are enough.
/// </summary>
/// <param name="read">Reads a key; its failure is the failure of all who waited for it.</param>
internal sealed class SharedReads<TKey, TValue>(Func<TKey, Task<TValue>> read) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, TaskCompletionSource<TValue>?> next = [];

    public Task<TValue> ReadAsync(TKey key, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (next.TryGetValue(key, out var waiting))
            {
                next[key] = waiting ??= mine;
                return waiting.Task.WaitAsync(cancellation);
            }

            next[key] = null;
        }

        _ = RunAsync(key, mine);
        return mine.Task.WaitAsync(cancellation);
    }

    /// <summary>Reads for those who wait, until nobody does.</summary>
    private async Task RunAsync(TKey key, TaskCompletionSource<TValue>? round)
    {
        while (round is not null)
        {
            try
            {
                round.SetResult(await read(key));
            }
            catch (Exception failure)
            {
                round.SetException(failure);
                // Each who waits is told; where all have gone, nobody is left to be.
                _ = round.Task.Exception;
            }

            lock (gate)
            {
                round = next[key];
                if (round is null)
                    next.Remove(key);
                else
                    next[key] = null;
            }
        }
    }
}
