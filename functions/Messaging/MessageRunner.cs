using System.Diagnostics;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Messaging;

/// <summary>Runs a handler over a message and carries out what shall become of it.</summary>
internal sealed class MessageRunner(QueueSender queues, DeadLetterStore deadLetters, TimeProvider time, ILogger<MessageRunner> log)
{
    /// <summary>
    /// Returns when the outcome is stored. Throws only where it cannot be stored: then the host abandons the
    /// message and it comes again.
    /// </summary>
    public async Task RunAsync(
        string queue,
        TriggeredMessage triggered,
        Func<QueueMessage, CancellationToken, Task<MessageOutcome>> handle,
        CancellationToken cancellation)
    {
        var began = time.GetUtcNow();
        var message = QueueMessage.From(queue, triggered, QueueMessage.Enqueued(triggered) ?? began);
        using var activity = MessageActivity.Start(message, MessageTrace.Read(triggered.ApplicationProperties));
        if (triggered.EnqueuedTime is { } enqueued)
            MessageMetrics.Began(queue, began - enqueued);
        MessageOutcome outcome;
        try
        {
            outcome = await handle(message, cancellation);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            outcome = FailurePolicy.Decide(failure, message.Attempt);
            activity.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
            log.MessageFailed(failure, queue, message.Attempt);
        }

        // The deadline of the call may be what ended the handler; its outcome is still to be stored.
        await CarryOutAsync(message, triggered.MessageId, outcome, CancellationToken.None);
        MessageMetrics.Ended(queue, outcome);
    }

    private async Task CarryOutAsync(QueueMessage message, string? messageId, MessageOutcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case MessageOutcome.Later later:
                var copyId = StableHash.Hex($"{messageId}|{message.Attempt}|{later.CountsAsAttempt}|{message.Body}", 32);
                log.MessageLater(message.Queue, later.Delay, later.Reason);
                await queues.SendLaterAsync(message, later, copyId, time.GetUtcNow(), cancellation);
                break;
            case MessageOutcome.GivenUp givenUp:
                log.MessageGivenUp(message.Queue, givenUp.Reason);
                await deadLetters.AddAsync(DeadLetter.From(message, messageId, givenUp.Reason, time.GetUtcNow()), cancellation);
                break;
            case MessageOutcome.Done:
                break;
        }
    }
}
