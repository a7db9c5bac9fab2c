using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Messaging;

/// <summary>A message as the app's handlers see it: with the history that its copies carry along.</summary>
/// <param name="Queue">The queue it came from.</param>
/// <param name="Body">The body's text.</param>
/// <param name="SessionId">The session, on session queues.</param>
/// <param name="Attempt">How often it has failed before; 0 the first time.</param>
/// <param name="FirstSeen">When the first copy arrived.</param>
internal sealed record QueueMessage(string Queue, string Body, string? SessionId, int Attempt, DateTimeOffset FirstSeen)
{
    /// <summary>The letter that it was, where an operator has sent it again; null: nobody did.</summary>
    public DeadLetterReplay? Replay { get; init; }

    /// <summary>Names of the application properties that a copy carries.</summary>
    public const string AttemptProperty = "nimbus-attempt";

    public const string FirstSeenProperty = "nimbus-first-seen";

    public static QueueMessage From(string queue, TriggeredMessage message, DateTimeOffset now) => new(
        queue,
        message.Body.ToString(),
        message.SessionId,
        message.ApplicationProperties.TryGetValue(AttemptProperty, out var attempt) && Number(attempt) is { } tries ? tries : 0,
        message.ApplicationProperties.TryGetValue(FirstSeenProperty, out var seen)
            && DateTimeOffset.TryParse(seen?.ToString(), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var first)
            // Other systems write messages too, and the store's times begin in 1601.
            && first.Year >= DeadLetterReplay.FirstYear
            ? first
            : now)
    {
        Replay = message.ApplicationProperties.TryGetValue(DeadLetterReplay.Property, out var replay) ? DeadLetterReplay.Parse(replay) : null,
    };

    /// <summary>
    /// When the queue took the message, the same at every delivery. The host gives whole seconds; within one of them the
    /// queue's own number keeps the order.
    /// </summary>
    public static DateTimeOffset? Enqueued(TriggeredMessage message) => message.EnqueuedTime is { } second
        ? second + TimeSpan.FromTicks((message.SequenceNumber ?? 0) % TimeSpan.TicksPerSecond)
        : null;

    /// <summary>What the body says.</summary>
    /// <exception cref="UnreadableMessageException">It is no such JSON.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new UnreadableMessageException("null");
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            // The text of the exception quotes the body.
            throw new UnreadableMessageException(failure.GetType().Name, failure);
        }
    }

    private static int? Number(object? value) =>
        int.TryParse(value?.ToString(), null, out var number) && number >= 0 ? number : null;
}
