namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Times in whole tenths of a second, as confirmations are kept: two bytes a user tell an hour. Rounded down, so that
/// nothing looks newer than it is.
/// </summary>
internal static class Tenths
{
    public static long Of(DateTimeOffset time) => time.UtcTicks / (TimeSpan.TicksPerSecond / 10);

    public static DateTimeOffset ToTime(long tenths) => new(tenths * (TimeSpan.TicksPerSecond / 10), TimeSpan.Zero);
}
