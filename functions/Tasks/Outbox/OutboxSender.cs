using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>Sends what lies in the outbox, as few requests as the queues take.</summary>
internal sealed class OutboxSender(QueueSender queues)
{
    public async Task SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation)
    {
        foreach (var queue in messages.GroupBy(message => message.Queue))
            await queues.SendAsync(queue.Key, [.. queue.Select(Message)], cancellation);
    }

    private static ServiceBusMessage Message(OutboxMessage message)
    {
        var sent = new ServiceBusMessage(message.Body) { MessageId = message.MessageId, ContentType = "application/json" };
        if (message.NotBefore is { } notBefore)
            sent.ScheduledEnqueueTime = notBefore;
        // Whoever sends it may be the sweep, hours later: the message goes on with the trace of the call that wrote it.
        MessageTrace.Write(sent.ApplicationProperties, message.Trace);
        return sent;
    }
}
