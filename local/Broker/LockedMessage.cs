namespace NimbusFunctions.Local.Broker;

/// <summary>A message in a receiver's hands, until it is settled or the lock runs out.</summary>
/// <param name="Message">The message; its id is never null here.</param>
/// <param name="LockToken">What settles it. A new one at every delivery.</param>
/// <param name="DeliveryCount">This delivery's number, from 1.</param>
/// <param name="SequenceNumber">Rises with every message that the queue accepts or activates.</param>
/// <param name="EnqueuedTime">When it became readable.</param>
/// <param name="LockedUntil">When the lock ends. For a message of a session: the session's lock as of this delivery.</param>
/// <param name="ExpiresAt">When its time to live ends; <see cref="DateTimeOffset.MaxValue"/> without one.</param>
/// <param name="DeadLetterSource">The queue that gave it up, on a dead-letter sub-queue only.</param>
internal sealed record LockedMessage(
    BrokerMessage Message, Guid LockToken, int DeliveryCount, long SequenceNumber, DateTimeOffset EnqueuedTime,
    DateTimeOffset LockedUntil, DateTimeOffset ExpiresAt, string? DeadLetterSource);
