using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Runs of a tenant that keep failing: they are tried ever more seldom, so that a tenant without consent costs next
/// to nothing, and often enough that one which is mended comes back by itself. A pure value.
/// </summary>
/// <param name="Since">When the first of them failed.</param>
/// <param name="Failures">How many in a row, at least 1.</param>
/// <param name="Trouble">What kind of trouble the last one met.</param>
/// <param name="Reason">In a sentence, without personal data.</param>
internal sealed record SyncBackoff(DateTimeOffset Since, int Failures, GraphTrouble Trouble, string Reason)
{
    /// <summary>From so many failures in a row on a tenant is in quarantine: it has failed for over half an hour.</summary>
    public const int QuarantineFrom = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(5);

    // What an administrator must mend, a missing consent or permission, is looked at once a day in the end; what
    // mends itself, an outage of Graph, every hour.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestOutageDelay = TimeSpan.FromHours(1);

    public bool IsQuarantine => Failures >= QuarantineFrom;

    /// <summary>How long to wait after the last failure: 5, 10, 20, 40 minutes … up to an hour or a day.</summary>
    public TimeSpan Delay
    {
        get
        {
            var longest = Trouble is GraphTrouble.NoToken or GraphTrouble.Forbidden ? LongestDelay : LongestOutageDelay;
            var delay = FirstDelay * Math.Pow(2, Math.Min(Failures - 1, 20));
            return delay < longest ? delay : longest;
        }
    }

    /// <summary>After one more failure.</summary>
    public static SyncBackoff After(SyncBackoff? before, RunFailure failure, DateTimeOffset now) =>
        new(before?.Since ?? now, (before?.Failures ?? 0) + 1, failure.Trouble, failure.Reason);
}

/// <summary>What ended a run before it was done.</summary>
internal sealed record RunFailure(GraphTrouble Trouble, string Reason);
