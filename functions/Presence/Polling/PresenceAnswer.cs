namespace NimbusFunctions.Presence.Polling;

/// <summary>What Graph said of one user.</summary>
/// <param name="User">Whom it is about.</param>
/// <param name="Seen">Graph's words.</param>
/// <param name="Number">The sortable stamp of the state; null: Graph gave none.</param>
/// <param name="Asked">When the request was sent, by our clock: the state is at least as new.</param>
internal sealed record PresenceAnswer(Guid User, SeenPresence Seen, string? Number, DateTimeOffset Asked);
