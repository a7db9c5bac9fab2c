namespace NimbusFunctions.Tests.Simulation;

/// <summary>Waits that end on the thread that ends them; a cancelled <c>Task.Delay</c> goes on in the thread pool.</summary>
internal static class Waits
{
    public static async Task DelayAsync(TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        await OrCancelledAsync(WithResultAsync(over.Task), cancellation);
    }

    /// <summary>Waits for something that knows of no cancellation.</summary>
    public static async Task<T> OrCancelledAsync<T>(Task<T> task, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource<T>();
        await using var registration = cancellation.UnsafeRegister(_ => cancelled.TrySetCanceled(cancellation), null);
        return await await Task.WhenAny(task, cancelled.Task);
    }

    private static async Task<bool> WithResultAsync(Task task)
    {
        await task;
        return true;
    }
}
