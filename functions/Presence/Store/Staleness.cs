namespace NimbusFunctions.Presence.Store;

/// <summary>How long what was confirmed holds: three times the user's own cadence. A pure decision.</summary>
internal static class Staleness
{
    public static TimeSpan LimitOf(TimeSpan cadence) => cadence * 3;

    /// <param name="confirmed">When the newest request that confirmed the state was sent.</param>
    /// <param name="cadence">How often the user is asked for.</param>
    /// <param name="now">Now.</param>
    public static bool IsStale(DateTimeOffset confirmed, TimeSpan cadence, DateTimeOffset now) => now - confirmed > LimitOf(cadence);
}
