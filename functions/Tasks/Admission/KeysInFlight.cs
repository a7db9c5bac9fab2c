using System.Collections.Concurrent;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>The idempotency keys that this process is deciding on right now. Between processes the store decides.</summary>
internal sealed class KeysInFlight
{
    private readonly ConcurrentDictionary<string, object?> keys = new(StringComparer.Ordinal);

    /// <returns>What ends it; null where the key is in flight already.</returns>
    public IDisposable? Enter(TaskPartition partition, IdempotencyKey key)
    {
        var name = $"{partition.Key}|{key.Name}";
        return keys.TryAdd(name, null) ? new Flight(keys, name) : null;
    }

    private sealed class Flight(ConcurrentDictionary<string, object?> keys, string name) : IDisposable
    {
        public void Dispose() => keys.TryRemove(name, out _);
    }
}
