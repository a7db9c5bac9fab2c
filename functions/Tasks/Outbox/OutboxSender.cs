using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>Sends what lies in the outbox.</summary>
internal sealed class OutboxSender(QueueSender queues)
{
    public async Task SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            var sent = new ServiceBusMessage(message.Body) { MessageId = message.MessageId, ContentType = "application/json" };
            if (message.NotBefore is { } notBefore)
                sent.ScheduledEnqueueTime = notBefore;
            await queues.SendAsync(message.Queue, sent, cancellation);
        }
    }
}
