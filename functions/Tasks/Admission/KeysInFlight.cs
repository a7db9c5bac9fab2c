using System.Collections.Concurrent;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>
/// The idempotency keys that this process is deciding on right now. Between processes the store decides. Whoever comes with
/// one of them waits for the decision: a flow that lost its connection sends again, and takes a 409 for the end of it.
/// </summary>
internal sealed class KeysInFlight(TimeProvider time, TaskCreationOptions continuations)
{
    /// <summary>A decision takes longer only while the store is in trouble.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Flight> flights = new(StringComparer.Ordinal);

    /// <returns>What ends it; null where the key is still in flight after <see cref="Patience"/>.</returns>
    public async Task<IDisposable?> EnterAsync(TaskPartition partition, IdempotencyKey key, CancellationToken cancellation)
    {
        var mine = new Flight(flights, $"{partition.Key}|{key.Name}", continuations);
        var began = time.GetTimestamp();
        while (flights.GetOrAdd(mine.Name, mine) is var first && first != mine)
        {
            var left = Patience - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return null;
            try
            {
                await first.Over.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        return mine;
    }

    private sealed class Flight(ConcurrentDictionary<string, Flight> flights, string name, TaskCreationOptions continuations) : IDisposable
    {
        private readonly TaskCompletionSource over = new(continuations);

        public string Name => name;

        public Task Over => over.Task;

        public void Dispose()
        {
            flights.TryRemove(name, out _);
            over.SetResult();
        }
    }
}
