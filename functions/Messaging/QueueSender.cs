using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Messaging;

/// <summary>Sends messages; one sender per queue is kept, as the client's documentation advises.</summary>
internal sealed class QueueSender(ServiceBusClient client)
{
    // A request takes 256 KB with all properties (Service Bus: "Quotas").
    private const int MostBytes = 200_000;
    private const int BytesBeside = 1_000;

    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new(StringComparer.Ordinal);

    /// <exception cref="ServiceBusException">The broker did not take it.</exception>
    public Task SendAsync(string queue, ServiceBusMessage message, CancellationToken cancellation) =>
        senders.GetOrAdd(queue, client.CreateSender).SendMessageAsync(message, cancellation);

    /// <summary>Sends many, as many together as a request safely takes. After a failure some may have been sent.</summary>
    /// <exception cref="ServiceBusException">The broker did not take them.</exception>
    public async Task SendAsync(string queue, IReadOnlyCollection<ServiceBusMessage> messages, CancellationToken cancellation)
    {
        var sender = senders.GetOrAdd(queue, client.CreateSender);
        var together = new List<ServiceBusMessage>();
        var bytes = 0;
        foreach (var message in messages)
        {
            var size = message.Body.ToMemory().Length + BytesBeside;
            if (together.Count > 0 && bytes + size > MostBytes)
            {
                await sender.SendMessagesAsync(together, cancellation);
                (together, bytes) = ([], 0);
            }

            together.Add(message);
            bytes += size;
        }

        await sender.SendMessagesAsync(together, cancellation);
    }

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
        if (message.Replay is { } replay)
            copy.ApplicationProperties[DeadLetterReplay.Property] = replay.ToString();
        return SendAsync(message.Queue, copy, cancellation);
    }
}
