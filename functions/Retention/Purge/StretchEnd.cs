namespace NimbusFunctions.Retention.Purge;

/// <summary>How the purge of a range of rows ended.</summary>
/// <param name="Stop">Why; done: no row is left that is over, but for those under hold.</param>
/// <param name="Held">How many those are.</param>
internal sealed record StretchEnd(PurgeStop Stop, long Held = 0);
