namespace NimbusFunctions.Storage;

/// <summary>
/// Creates the tables in the background: the app listens at once whatever its neighbours do, and
/// <c>/health/ready</c> tells when this is done. It begins after the host's first probe has been answered: what the
/// first call of a table loads and compiles would hold that answer up.
/// </summary>
internal sealed class TableCreation(
    IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<TableCreation> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // The host probes every 25 ms.
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Done => done.Task.IsCompleted;

    /// <summary>Waits until they are there; returns at once from then on.</summary>
    public Task WaitAsync(CancellationToken cancellation) => Done ? Task.CompletedTask : done.Task.WaitAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await Task.Delay(FirstAnswer, time, stoppingToken);
        // Not injected: making the client is part of what can wait.
        var tables = services.GetRequiredService<StoreTables>();
        while (!Done)
        {
            try
            {
                await tables.CreateAsync(stoppingToken);
                done.SetResult();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                // A token that cannot be had is no reason to end the process either: it would only be started anew.
                log.TablesNotCreated(failure);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
