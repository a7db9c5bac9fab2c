namespace NimbusFunctions.Local.Broker;

/// <summary>What a queue was created with, in the terms of Service Bus.</summary>
/// <param name="Name">The queue's name: letters, digits, <c>. - _ /</c>, compared without case.</param>
/// <param name="RequiresSession">Every message needs a session id, and is read by session only.</param>
/// <param name="LockDuration">How long a message or a session stays locked; Service Bus allows at most 5 minutes.</param>
/// <param name="MaxDeliveryCount">After so many deliveries without a settlement the message is dead-lettered; 1 or more.</param>
/// <param name="DuplicateDetectionWindow">How long a message id is remembered; zero switches duplicate detection off.</param>
/// <param name="ReadBy">The function that reads the queue; empty when another system does.</param>
internal sealed record QueueDefinition(
    string Name, bool RequiresSession, TimeSpan LockDuration, int MaxDeliveryCount, TimeSpan DuplicateDetectionWindow, string ReadBy)
{
    /// <summary>Expired messages go to the dead-letter sub-queue instead of vanishing. Off, as for new queues in Azure.</summary>
    public bool DeadLetterOnExpiration { get; init; }
}
