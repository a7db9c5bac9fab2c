namespace NimbusFunctions.Local.Host;

/// <summary>Renews locks while work goes on: at half their time, for maxAutoLockRenewalDuration after the work began.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly TimeProvider time;
    private readonly Task running;
    private long began;

    /// <param name="renew">Renews; false if the lock is lost.</param>
    /// <param name="lockDuration">How long a lock lasts.</param>
    /// <param name="maximum">For how long after the beginning of the work locks are renewed.</param>
    /// <param name="time">The clock.</param>
    public LockRenewal(Func<bool> renew, TimeSpan lockDuration, TimeSpan maximum, TimeProvider time)
    {
        this.time = time;
        Begin();
        running = RunAsync(renew, lockDuration / 2, maximum);
    }

    /// <summary>Another piece of work begins under the same lock.</summary>
    public void Begin() => Volatile.Write(ref began, time.GetTimestamp());

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        ending.Dispose();
    }

    private async Task RunAsync(Func<bool> renew, TimeSpan interval, TimeSpan maximum)
    {
        try
        {
            do
                await Task.Delay(interval, time, ending.Token);
            while (time.GetElapsedTime(Volatile.Read(ref began)) <= maximum && renew());
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The work is done, or the broker stopped.
        }
    }
}
