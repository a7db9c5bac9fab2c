namespace NimbusFunctions.Access;

/// <summary>
/// One read for all who want the same at once. Who asks while a read is under way gets the next one, which begins
/// after that: nobody is told what was true before they asked, and however many ask, two reads at a time are enough.
/// </summary>
/// <param name="read">Reads a key; its failure is the failure of all who wait, also for the next one.</param>
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
                // Those who wait for the next one are told now: a store in trouble is not asked once more for each of them.
                TaskCompletionSource<TValue>? waiting;
                lock (gate)
                    next.Remove(key, out waiting);
                Fail(round, failure);
                if (waiting is not null)
                    Fail(waiting, failure);
                return;
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

    private static void Fail(TaskCompletionSource<TValue> round, Exception failure)
    {
        round.SetException(failure);
        // Where all who waited have gone, nobody is left to look at it.
        _ = round.Task.Exception;
    }
}
