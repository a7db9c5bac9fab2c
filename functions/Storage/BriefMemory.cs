using System.Collections.Concurrent;

namespace NimbusFunctions.Storage;

/// <summary>
/// What was read at most three seconds ago, for what every call asks. What is not there is asked for anew, and what
/// nobody asks for any more is forgotten, so that the memory holds no more than there is.
/// </summary>
/// <param name="read">Reads it; null: there is none.</param>
internal sealed class BriefMemory<TKey, TValue>(Func<TKey, CancellationToken, Task<TValue?>> read, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    // From here on the first who asks reads anew, so that under load nobody waits and nobody reads beside him.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, Reading> readings = new();
    private long swept = time.GetTimestamp();

    /// <param name="key">What is asked for.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="isGood">Whether what is remembered will do; null: it will.</param>
    public async ValueTask<TValue?> FindAsync(TKey key, CancellationToken cancellation, Func<TValue, bool>? isGood = null)
    {
        var now = time.GetUtcNow();
        if (readings.TryGetValue(key, out var known) && isGood?.Invoke(known.Value) != false
            && (now - known.Asked < Fresh || (now - known.Asked < Lifetime && !known.TryRenew())))
            return known.Value;
        try
        {
            var value = await read(key, cancellation);
            if (value is not null)
                readings[key] = new(value, now);
            else
                readings.TryRemove(key, out _);
            Sweep(now);
            return value;
        }
        catch
        {
            known?.Release();
            throw;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        var before = Volatile.Read(ref swept);
        if (time.GetElapsedTime(before) < BetweenSweeps || Interlocked.CompareExchange(ref swept, time.GetTimestamp(), before) != before)
            return;
        foreach (var reading in readings)
        {
            if (now - reading.Value.Asked >= Lifetime)
                readings.TryRemove(reading);
        }
    }

    private sealed record Reading(TValue Value, DateTimeOffset Asked)
    {
        private int renewing;

        /// <returns>Whether it is this caller's turn to read anew.</returns>
        public bool TryRenew() => Interlocked.Exchange(ref renewing, 1) == 0;

        public void Release() => renewing = 0;
    }
}
