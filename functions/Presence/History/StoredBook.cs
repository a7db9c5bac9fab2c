using Azure;

namespace NimbusFunctions.Presence.History;

/// <summary>A user's book as read; no tag: there was none.</summary>
internal sealed record StoredBook(StateBook Book, ETag? ETag);
