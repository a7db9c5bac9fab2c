using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>Hands messages to a function and settles them by its answer: done completes, anything else gives them back.</summary>
internal sealed class MessageCall(QueueDeclaration function, BrokerQueue queue, Dispatcher dispatcher, IHostJournal journal, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyList<LockedMessage> messages, CancellationToken stopping, CancellationToken gone)
    {
        var done = await dispatcher.RunAsync(function, "serviceBus", () => MessageEnvelope.Write(function, messages, time.GetUtcNow()), stopping, gone);
        int lost;
        try
        {
            lost = messages.Count(message => !(done ? queue.Complete(message.LockToken) : queue.Abandon(message.LockToken)));
        }
        catch (ObjectDisposedException)
        {
            return; // the broker stopped first
        }

        if (lost > 0)
            journal.HostEvent($"{function.Name}: the lock of {lost} of {messages.Count} message(s) was lost before the answer came; they are delivered again.");
    }

    /// <summary>The rest of a batch that begins with a message: what is there already, up to the host's limit.</summary>
    public async Task<IReadOnlyList<LockedMessage>> FillAsync(LockedMessage first, int limit, Func<Task<LockedMessage?>> next)
    {
        var messages = new List<LockedMessage> { first };
        while (function.Many && messages.Count < limit && await next() is { } another)
            messages.Add(another);
        return messages;
    }
}
