namespace NimbusFunctions.Presence;

/// <summary>What is known of a user has changed.</summary>
/// <param name="UserId">The directory object id.</param>
/// <param name="Before">What was known before; null: nothing.</param>
/// <param name="After">What is known now; null: the user is not tracked any more, or what was known has become unknown.</param>
/// <param name="At">Our time of the request that said so, or when the knowledge ran out.</param>
/// <param name="BeforeSince">When <paramref name="Before"/> began to hold.</param>
internal sealed record PresenceChange(string UserId, SeenPresence? Before, SeenPresence? After, DateTimeOffset At, DateTimeOffset? BeforeSince);
