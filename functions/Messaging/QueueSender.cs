using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Messaging;

/// <summary>Sends messages; one sender per queue is kept, as the client's documentation advises.</summary>
internal sealed class QueueSender(ServiceBusClient client)
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new(StringComparer.Ordinal);

    /// <exception cref="ServiceBusException">The broker did not take it.</exception>
    public Task SendAsync(string queue, ServiceBusMessage message, CancellationToken cancellation) =>
        senders.GetOrAdd(queue, client.CreateSender).SendMessageAsync(message, cancellation);

    /// <summary>
    /// Sends a copy that arrives later, with a message id of its own: with the old one, duplicate detection would
    /// drop it. The id follows from the first one and the attempt, so that doing this twice sends one.
    /// </summary>
    public Task SendLaterAsync(
        QueueMessage message, MessageOutcome.Later later, string copyId, DateTimeOffset now, CancellationToken cancellation)
    {
        var attempt = later.CountsAsAttempt ? message.Attempt + 1 : message.Attempt;
        var copy = new ServiceBusMessage(message.Body)
        {
            MessageId = copyId,
            ScheduledEnqueueTime = now + later.Delay,
            ContentType = "application/json",
        };
        if (message.SessionId is { } session)
            copy.SessionId = session;
        copy.ApplicationProperties[QueueMessage.AttemptProperty] = attempt;
        copy.ApplicationProperties[QueueMessage.FirstSeenProperty] = message.FirstSeen.ToString("O", CultureInfo.InvariantCulture);
        return SendAsync(message.Queue, copy, cancellation);
    }
}
