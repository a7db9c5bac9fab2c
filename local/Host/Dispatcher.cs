namespace NimbusFunctions.Local.Host;

/// <summary>Runs invocations: waits for the app, calls it, enforces functionTimeout, tells the journal.</summary>
internal sealed class Dispatcher(HostSettings host, Worker worker, WorkerClient client, IHostJournal journal, TimeProvider time)
{
    /// <summary>Calls a function that is not http.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">What started it, for the journal.</param>
    /// <param name="envelope">Writes the envelope, once the app is ready.</param>
    /// <param name="stopping">Ends the wait for the app, never a call.</param>
    /// <param name="gone">Ends everything: the host is gone.</param>
    /// <returns>Whether the invocation is done.</returns>
    public Task<bool> RunAsync(FunctionDeclaration function, string trigger, Func<byte[]> envelope, CancellationToken stopping, CancellationToken gone) =>
        RunAsync(function, trigger, host.ReadyTimeout, (address, id, over) => client.PostAsync(address, function.Name, id, envelope(), over), stopping, gone);

    /// <summary>Calls a function in a way of the caller's.</summary>
    /// <inheritdoc cref="RunAsync(FunctionDeclaration, string, Func{byte[]}, CancellationToken, CancellationToken)"/>
    public async Task<bool> RunAsync(
        FunctionDeclaration function,
        string trigger,
        TimeSpan readyTimeout,
        Func<Uri, string, CancellationToken, Task<Answer>> call,
        CancellationToken stopping,
        CancellationToken gone)
    {
        var started = time.GetUtcNow();
        var from = time.GetTimestamp();
        var answer = await AnswerAsync(function, readyTimeout, call, stopping, gone);
        journal.Invocation(new(function.Name, trigger, started, time.GetElapsedTime(from), answer.Verdict == AnswerVerdict.Done, answer.Detail));
        return answer.Verdict == AnswerVerdict.Done;
    }

    private async Task<Answer> AnswerAsync(
        FunctionDeclaration function, TimeSpan readyTimeout, Func<Uri, string, CancellationToken, Task<Answer>> call, CancellationToken stopping, CancellationToken gone)
    {
        ReadyWorker app;
        try
        {
            app = await worker.ReadyAsync(readyTimeout, stopping);
        }
        catch (Exception exception) when (exception is TimeoutException or WorkerGoneException or OperationCanceledException)
        {
            return new(AnswerVerdict.Failed, exception is WorkerGoneException ? exception.Message : "the app was not ready");
        }

        using var timeout = new CancellationTokenSource(host.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var called = CallAsync(call, app, over.Token);
        try
        {
            return await called.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            journal.HostEvent($"Timeout value of {host.FunctionTimeout} was exceeded by function: {function.Name}. The app is killed with everything in flight.");
            worker.Restart(app);
            await worker.NoticeAsync(app);
            await over.CancelAsync();
            await called;
            return new(AnswerVerdict.Failed, $"exceeded functionTimeout ({host.FunctionTimeout})");
        }
    }

    private async Task<Answer> CallAsync(Func<Uri, string, CancellationToken, Task<Answer>> call, ReadyWorker app, CancellationToken over)
    {
        try
        {
            var answer = await call(app.Address, Guid.NewGuid().ToString(), over);
            if (answer.Verdict == AnswerVerdict.Unnoticed)
                await Task.Delay(Timeout.InfiniteTimeSpan, over);
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            await worker.NoticeAsync(app);
            return new(AnswerVerdict.Failed, "the app is not there, or went away");
        }
        catch (OperationCanceledException)
        {
            return new(AnswerVerdict.Failed, "the host stopped, or the caller went away");
        }
    }
}
