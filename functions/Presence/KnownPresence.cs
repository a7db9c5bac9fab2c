using System.Text.Json.Serialization;

namespace NimbusFunctions.Presence;

/// <summary>What is known of a user now.</summary>
/// <param name="Seen">What Graph said last; null: it never said anything.</param>
/// <param name="Since">When that began to hold: our time of the request that first said so.</param>
/// <param name="ConfirmedAt">When the newest request that confirmed it was sent.</param>
/// <param name="Cadence">How often this user is asked for.</param>
/// <param name="Reason">Why nothing is known, one of <see cref="PresenceReasons"/>; null: it is known.</param>
internal sealed record KnownPresence(SeenPresence? Seen, DateTimeOffset? Since, DateTimeOffset? ConfirmedAt, TimeSpan Cadence, string? Reason)
{
    [JsonIgnore]
    public bool IsKnown => Reason is null;
}
