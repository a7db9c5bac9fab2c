using System.Collections.Concurrent;
using Azure;

namespace NimbusFunctions.Directory.Lists;

/// <summary>
/// What lists of a tenant are made of, remembered by this process: at most three seconds old, so that a page, a search or a
/// filter costs no reading. A change that this process made is seen at once. Nobody's access is decided from it.
/// </summary>
/// <param name="read">Reads a tenant's anew; it is given what is remembered, if anything is. Never twice at once for a tenant.</param>
/// <param name="size">How large what was read is, in the unit of <paramref name="most"/>.</param>
/// <param name="most">How much is remembered altogether; the tenants that nobody asked for longest go first, never the one asked for.</param>
/// <param name="time">The clock of ages; the store's rows are not compared with it.</param>
/// <param name="log">Hears of readings that failed while something was remembered.</param>
internal sealed class ListMemory<T>(
    Func<string, T?, CancellationToken, Task<T>> read, Func<T, long> size, long most, TimeProvider time, ILogger log)
    where T : class
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    /// <summary>While the store is in trouble, so old and no older; then callers hear of it.</summary>
    public static readonly TimeSpan LifetimeInTrouble = TimeSpan.FromSeconds(30);

    /// <summary>What nobody asks for any more.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    // From here on it is read anew beside, so that under load nobody waits.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    // A caller waits no longer for a slow store where what is remembered will do.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Remembered> tenants = new(StringComparer.Ordinal);

    /// <summary>How much is remembered of all tenants together.</summary>
    public long Size => tenants.Values.Sum(tenant => tenant.Last is { } last ? size(last.Value) : 0);

    /// <summary>What this process wrote is in the store: whoever asks from now on finds it.</summary>
    public void Touch(string tenant)
    {
        if (tenants.TryGetValue(tenant, out var remembered))
            Interlocked.Increment(ref remembered.Writes);
    }

    /// <exception cref="RequestFailedException">The store does not answer, and nothing that is young enough is remembered.</exception>
    public async ValueTask<T> ReadAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var remembered = tenants.GetOrAdd(tenant, static _ => new());
        remembered.Used = now;
        var writes = Interlocked.Read(ref remembered.Writes);
        // A moved clock makes it old, not young.
        var age = remembered.Last is { } last && last.Writes >= writes ? (now - last.AsOf).Duration() : TimeSpan.MaxValue;
        if (age < Lifetime)
        {
            if (age >= Fresh)
                _ = remembered.ReadingAsync(this, tenant);
            return remembered.Last!.Value;
        }

        return await AnewAsync(tenant, remembered, writes, age < LifetimeInTrouble, cancellation);
    }

    private async Task<T> AnewAsync(string tenant, Remembered remembered, long writes, bool oldWillDo, CancellationToken cancellation)
    {
        while (true)
        {
            var reading = remembered.ReadingAsync(this, tenant);
            try
            {
                var found = await (oldWillDo ? reading.WaitAsync(Patience, time, cancellation) : reading.WaitAsync(cancellation));
                // It may have begun before what the caller wrote.
                if (found.Writes >= writes)
                    return found.Value;
            }
            catch when (oldWillDo && !cancellation.IsCancellationRequested)
            {
                return remembered.Last!.Value;
            }
        }
    }

    private async Task RunAsync(string tenant, Remembered remembered, TaskCompletionSource<Reading> told)
    {
        try
        {
            var (asOf, writes) = (time.GetUtcNow(), Interlocked.Read(ref remembered.Writes));
            var found = new Reading(await read(tenant, remembered.Last?.Value, CancellationToken.None), asOf, writes);
            remembered.End(found);
            Trim(tenant);
            told.SetResult(found);
        }
        catch (Exception failure)
        {
            remembered.End(null);
            log.ListNotRead(failure, tenant);
            told.SetException(failure);
            // Where nobody waits for it, nobody looks at it.
            _ = told.Task.Exception;
        }
    }

    private void Trim(string but)
    {
        var now = time.GetUtcNow();
        var total = Size;
        foreach (var (tenant, remembered) in tenants.Where(one => one.Key != but).OrderBy(one => one.Value.Used).ToList())
        {
            if (total <= most && (now - remembered.Used).Duration() <= Forgotten)
                continue;
            total -= remembered.Last is { } last ? size(last.Value) : 0;
            tenants.TryRemove(tenant, out _);
        }
    }

    /// <param name="Value">What was read.</param>
    /// <param name="AsOf">When the reading began.</param>
    /// <param name="Writes">How many writes of this process it surely has seen.</param>
    private sealed record Reading(T Value, DateTimeOffset AsOf, long Writes);

    private sealed class Remembered
    {
        public long Writes;

        private readonly Lock gate = new();
        private Task<Reading>? running;

        public DateTimeOffset Used { get; set; }

        public Reading? Last { get; private set; }

        /// <summary>The reading that is under way, or a new one.</summary>
        public Task<Reading> ReadingAsync(ListMemory<T> memory, string tenant)
        {
            TaskCompletionSource<Reading> told;
            lock (gate)
            {
                if (running is not null)
                    return running;
                told = new(TaskCreationOptions.RunContinuationsAsynchronously);
                running = told.Task;
            }

            _ = memory.RunAsync(tenant, this, told);
            return told.Task;
        }

        public void End(Reading? found)
        {
            lock (gate)
            {
                running = null;
                Last = found ?? Last;
            }
        }
    }
}
