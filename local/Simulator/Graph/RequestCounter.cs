using System.Collections.Concurrent;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>What Graph was asked for one tenant, counted by operation; items of a batch count one by one.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentDictionary<string, long> _operations = new();
    private long _resourceUnits;
    private long _throttled;

    public IReadOnlyDictionary<string, long> Operations => _operations;

    public long ResourceUnits => Interlocked.Read(ref _resourceUnits);

    /// <summary>Answers 429, whether by a limit or by a fault.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    public void Count(string operation) => _operations.AddOrUpdate(operation, 1, static (_, count) => count + 1);

    public void CountAnswer(int status, int resourceUnits)
    {
        Interlocked.Add(ref _resourceUnits, resourceUnits);
        if (status == 429) Interlocked.Increment(ref _throttled);
    }

    public void Reset()
    {
        _operations.Clear();
        Interlocked.Exchange(ref _resourceUnits, 0);
        Interlocked.Exchange(ref _throttled, 0);
    }
}
