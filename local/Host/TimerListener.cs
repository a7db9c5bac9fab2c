namespace NimbusFunctions.Local.Host;

/// <summary>
/// Runs a timer function when it is due. Runs by schedule never overlap: what falls into a run is left out, and the
/// next occurrence counts. An occurrence that the host missed because it was being started anew is made up for.
/// </summary>
internal sealed class TimerListener(TimerDeclaration timer, Worker worker, Dispatcher dispatcher, TimeProvider time)
{
    // The clock can be moved while it waits.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public TimerDeclaration Timer => timer;

    private readonly bool monitored = timer.UseMonitor && !timer.Schedule.IsUnderAMinute(time.GetUtcNow());
    private ScheduleStatus status = new(null, timer.Schedule.Next(time.GetUtcNow()));

    /// <param name="stopping">Ends the waiting; returns when the run in flight has ended.</param>
    /// <param name="gone">Ends everything.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken gone)
    {
        try
        {
            if (timer.RunOnStartup)
                await FireAsync(stopping, gone);
            while (true)
            {
                var due = timer.Schedule.Next(time.GetUtcNow());
                status = status with { Next = due };
                await WaitUntilAsync(due, stopping);
                await FireAsync(stopping, gone);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Runs the function now for a test, beside its schedule.</summary>
    public Task RunOnceAsync(CancellationToken stopping, CancellationToken gone) =>
        dispatcher.RunAsync(timer, "admin", () => Envelope(false), stopping, gone);

    private async Task FireAsync(CancellationToken stopping, CancellationToken gone)
    {
        var due = time.GetUtcNow();
        var generation = worker.Generation;
        await dispatcher.RunAsync(timer, "timer", () => Envelope(monitored && worker.Generation != generation), stopping, gone);
        status = new(due, timer.Schedule.Next(due));
    }

    private byte[] Envelope(bool pastDue) => TimerEnvelope.Write(timer, monitored ? status : null, pastDue, time.GetUtcNow());

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        while (due - time.GetUtcNow() is var rest && rest > TimeSpan.Zero)
        {
            // Delays count whole milliseconds and may end early: then the rest is waited for.
            await Task.Delay(rest > LongestDelay ? LongestDelay : rest + TimeSpan.FromMilliseconds(1), time, stopping);
        }
    }
}
