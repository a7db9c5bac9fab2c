using System.Collections.Concurrent;

namespace NimbusFunctions.Local.Host;

/// <summary>A number of places for work that runs at once.</summary>
internal sealed class Places(int count) : IDisposable
{
    private readonly SemaphoreSlim free = new(count, count);
    private readonly ConcurrentDictionary<Task, bool> running = new();

    /// <summary>Waits for a free place and takes it.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => free.WaitAsync(cancellationToken);

    /// <summary>Runs work in the place that was taken; it is free again when the work ends.</summary>
    public void Run(Func<Task> work)
    {
        var task = RunAsync(work);
        running.TryAdd(task, true);
        _ = task.ContinueWith(ended => running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until no work runs.</summary>
    public Task EmptyAsync() => Task.WhenAll(running.Keys);

    public void Dispose() => free.Dispose();

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            free.Release();
        }
    }
}
