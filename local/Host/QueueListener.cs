using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>Reads a queue without sessions: up to maxConcurrentCalls messages at once, or one batch after the other.</summary>
internal sealed class QueueListener(QueueDeclaration function, HostSettings host, BrokerQueue queue, MessageCall call, TimeProvider time)
{
    /// <param name="stopping">Ends the receiving; returns when the calls in flight have ended.</param>
    /// <param name="gone">Ends everything.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken gone)
    {
        using var places = new Places(function.Many ? 1 : host.MaxConcurrentCalls);
        try
        {
            while (true)
            {
                await places.TakeAsync(stopping);
                var message = await queue.ReceiveAsync(Timeout.InfiniteTimeSpan, stopping);
                places.Run(() => message is null ? Task.CompletedTask : ServeAsync(message, stopping, gone));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The host stops, or the broker did.
        }

        await places.EmptyAsync();
    }

    private async Task ServeAsync(LockedMessage first, CancellationToken stopping, CancellationToken gone)
    {
        var messages = await call.FillAsync(first, host.MaxMessageBatchSize, () => queue.ReceiveAsync(TimeSpan.Zero, CancellationToken.None));
        await using var renewal = new LockRenewal(
            () => messages.Select(message => queue.RenewLock(message.LockToken)).ToList().Exists(until => until is not null),
            queue.Definition.LockDuration,
            host.MaxAutoLockRenewalDuration,
            time);
        await call.RunAsync(messages, stopping, gone);
    }
}
