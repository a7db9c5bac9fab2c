using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Messaging;

/// <summary>Moves what a queue itself gave up on (its dead-letter sub-queue) into <c>DeadLetters</c>.</summary>
internal sealed class DeadLetterCollection(DeadLetterStore deadLetters, TimeProvider time, ILogger<DeadLetterCollection> log)
{
    public async Task CollectAsync(string queue, TriggeredMessage triggered, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var message = QueueMessage.From(queue, triggered, triggered.EnqueuedTime ?? now);
        using var activity = MessageActivity.Start(message, MessageTrace.Read(triggered.ApplicationProperties));
        await deadLetters.AddAsync(DeadLetter.From(message, triggered.MessageId, Reason(triggered), now), cancellation);
        log.DeadLetterCollected(queue);
    }

    // The names under which Service Bus keeps its own reason ("Overview of Service Bus dead-letter queues").
    private static string Reason(TriggeredMessage message) =>
        message.ApplicationProperties.TryGetValue("DeadLetterReason", out var reason) && reason is not null
            ? $"The queue gave it up: {reason}."
            : "The queue gave it up without a reason.";
}
