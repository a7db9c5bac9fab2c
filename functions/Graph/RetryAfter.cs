using System.Globalization;

namespace NimbusFunctions.Graph;

/// <summary>
/// Reads <c>Retry-After</c>: seconds, also fractional ones as Graph's own documentation shows ("Throttling
/// guidance", 2.128), or an HTTP date.
/// </summary>
internal static class RetryAfter
{
    /// <summary>Nobody is believed who asks for more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Null where there is nothing to read.</summary>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return Clamp(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)));
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Clamp(date - now)
            : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
