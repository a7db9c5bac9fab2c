namespace NimbusFunctions.Presence.Store;

/// <summary>A user's state as it is stored.</summary>
/// <param name="Seen">Graph's words.</param>
/// <param name="Since">Our time of the request that first said so.</param>
/// <param name="At">Our time of the request with which the row was written.</param>
/// <param name="Number">Graph's sortable stamp; null: it gave none.</param>
internal sealed record UserPresence(SeenPresence Seen, DateTimeOffset Since, DateTimeOffset At, string? Number);
