namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What becomes of news that was to be delivered: pure decisions.</summary>
internal static class DeliveryDecision
{
    private const double Spread = 0.2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestSuspension = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestSuspension = TimeSpan.FromHours(1);

    /// <summary>So long after it was first seen news is given up.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(24);

    public static bool IsTooOld(DateTimeOffset firstSeen, DateTimeOffset now) => now - firstSeen >= Patience;

    /// <param name="answer">What became of the call.</param>
    /// <param name="attempt">How often this news has failed before.</param>
    /// <param name="firstSeen">When the queue first had it.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">From 0 up to 1: spreads what failed together.</param>
    public static DeliveryVerdict Of(CallbackAnswer answer, int attempt, DateTimeOffset firstSeen, DateTimeOffset now, double jitter) => answer switch
    {
        CallbackAnswer.Status { Code: >= 200 and < 300 } => new DeliveryVerdict.Delivered(),
        CallbackAnswer.Status { Code: 408 or 425 or 429 or >= 500 } status => Again(answer, status.RetryAfter, attempt, firstSeen, now, jitter),
        CallbackAnswer.TimedOut or CallbackAnswer.Unreachable => Again(answer, null, attempt, firstSeen, now, jitter),
        // A flow that is gone, was turned off or has another signature by now; a redirect leads to where nobody has looked.
        _ => new DeliveryVerdict.AddressGone(Reason(answer)),
    };

    /// <summary>How long a suspended address is left alone: as long as it has been suspended, from 5 minutes to an hour.</summary>
    public static TimeSpan Suspension(TimeSpan suspendedFor) =>
        suspendedFor < ShortestSuspension ? ShortestSuspension : Shorter(suspendedFor, LongestSuspension);

    /// <summary>Up to a fifth longer, never shorter: what was asked for is kept.</summary>
    public static TimeSpan Spreading(TimeSpan delay, double jitter) => delay * (1 + (Spread * jitter));

    /// <summary>What an address did, in a few words without anything of its answer.</summary>
    public static string Reason(CallbackAnswer answer) => answer switch
    {
        CallbackAnswer.Status { Code: >= 300 and < 400 } status => $"it redirects ({status.Code})",
        CallbackAnswer.Status status => $"it answered {status.Code}",
        CallbackAnswer.TimedOut => "it did not answer in time",
        CallbackAnswer.Unreachable => "it was not reached",
        _ => "it is no public https address",
    };

    private static DeliveryVerdict Again(CallbackAnswer answer, TimeSpan? retryAfter, int attempt, DateTimeOffset firstSeen, DateTimeOffset now, double jitter)
    {
        var asked = retryAfter is { } wish && wish > TimeSpan.Zero ? Shorter(wish, LongestDelay) : TimeSpan.Zero;
        var backOff = Shorter(FirstDelay * Math.Pow(2, Math.Clamp(attempt, 0, 20)), LongestDelay);
        var delay = Spreading(asked > backOff ? asked : backOff, jitter);
        return IsTooOld(firstSeen, now + delay)
            ? new DeliveryVerdict.GivenUp($"The address had trouble for a day, at last: {Reason(answer)}.")
            : new DeliveryVerdict.Later(delay, Reason(answer), asked > TimeSpan.Zero ? asked : null);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
