using System.Globalization;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>What the service says of a transmission: values in, a value out.</summary>
/// <param name="Again">What is to be sent again; null: nothing.</param>
/// <param name="Wait">How long to wait before anything else is sent.</param>
/// <param name="Lost">How many envelopes were not taken and will not be.</param>
internal sealed record TrackAnswer(Transmission? Again, TimeSpan Wait, int Lost)
{
    private const int MostAttempts = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="sent">What was sent.</param>
    /// <param name="status">The answer's status; 0: there was none.</param>
    /// <param name="retryAfter">Its header <c>Retry-After</c>: seconds, or a time.</param>
    /// <param name="body">Its body.</param>
    /// <param name="now">The time.</param>
    public static TrackAnswer Of(Transmission sent, int status, string? retryAfter, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (status == 200)
            return new(null, TimeSpan.Zero, 0);
        var (again, lost) = status == 206 ? sent.NotTaken(body) : MayBeRepeated(status) ? (sent, 0) : (null, sent.Ends.Count);
        if (again is null)
            return new(null, TimeSpan.Zero, lost);
        var wait = WaitOf(sent.Attempts, retryAfter, now);
        return again.Attempts + 1 < MostAttempts
            ? new(again with { Attempts = again.Attempts + 1 }, wait, lost)
            : new(null, wait, lost + again.Ends.Count);
    }

    /// <summary>No answer, no right to send (the role's assignment may still be on its way), too many, or a fault of the service.</summary>
    public static bool MayBeRepeated(int status) => status is 0 or 401 or 403 or 408 or 429 or 439 or 500 or 502 or 503 or 504;

    private static TimeSpan WaitOf(int attempts, string? retryAfter, DateTimeOffset now)
    {
        var wait = retryAfter switch
        {
            _ when double.TryParse(retryAfter, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) =>
                TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)),
            _ when DateTimeOffset.TryParse(retryAfter, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at - now,
            _ => FirstWait * Math.Pow(2, Math.Min(attempts, 6)),
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }
}
