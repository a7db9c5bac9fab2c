using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// Reads a queue with sessions: up to maxConcurrentSessions of them at once, in each one call after the other. A
/// session that stays empty for sessionIdleTimeout is given back.
/// </summary>
internal sealed class SessionListener(HostSettings host, BrokerQueue queue, MessageCall call, TimeProvider time)
{
    /// <param name="stopping">Ends the receiving; returns when the calls in flight have ended.</param>
    /// <param name="gone">Ends everything.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken gone)
    {
        using var places = new Places(host.MaxConcurrentSessions);
        try
        {
            while (true)
            {
                await places.TakeAsync(stopping);
                var session = await queue.AcceptNextSessionAsync(Timeout.InfiniteTimeSpan, stopping);
                places.Run(() => session is null ? Task.CompletedTask : ServeAsync(session, stopping, gone));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The host stops, or the broker did.
        }

        await places.EmptyAsync();
    }

    private async Task ServeAsync(SessionLock session, CancellationToken stopping, CancellationToken gone)
    {
        await using var held = session;
        await using var renewal = new LockRenewal(() => session.Renew() is not null, queue.Definition.LockDuration, host.MaxAutoLockRenewalDuration, time);
        try
        {
            while (await session.ReceiveAsync(host.SessionIdleTimeout, stopping) is { } first)
            {
                renewal.Begin();
                var messages = await call.FillAsync(first, host.MaxMessageBatchSize, () => session.ReceiveAsync(TimeSpan.Zero, CancellationToken.None));
                await call.RunAsync(messages, stopping, gone);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or BrokerException)
        {
            // The host stops, the broker did, or the session's lock is lost: whoever has it now goes on.
        }
    }
}
