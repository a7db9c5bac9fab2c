namespace NimbusFunctions.Operations.Overview;

/// <summary>
/// An answer that many ask for every few seconds, read for all of them together. While what is held is not too old nobody
/// waits: the first who finds it no longer fresh has it read anew beside.
/// </summary>
/// <param name="read">Reads it; its failure is the failure of those who wait for it.</param>
/// <param name="time">The clock.</param>
internal sealed class HeldReading<T>(Func<CancellationToken, Task<T>> read, TimeProvider time) where T : class
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Whoever reads does so for all: nobody's hanging up ends it. What has a time of its own ends before this.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private (T Value, DateTimeOffset At)? held;
    private Task<T>? underWay;

    public Task<T> ReadAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            var age = held is { } known ? time.GetUtcNow() - known.At : TimeSpan.MaxValue;
            if (age < Fresh)
                return Task.FromResult(held!.Value.Value);
            var reading = underWay is { IsCompleted: false } ? underWay : underWay = RefreshAsync();
            return age < Longest ? Task.FromResult(held!.Value.Value) : reading.WaitAsync(cancellation);
        }
    }

    private async Task<T> RefreshAsync()
    {
        await Task.Yield();
        using var stop = new CancellationTokenSource(Most, time);
        try
        {
            var value = await read(stop.Token);
            lock (gate)
                held = (value, time.GetUtcNow());
            return value;
        }
        catch (OperationCanceledException failure) when (stop.IsCancellationRequested)
        {
            // Nobody hung up: to the caller it is a store that does not answer.
            throw new TimeoutException("The reading took too long.", failure);
        }
    }
}
