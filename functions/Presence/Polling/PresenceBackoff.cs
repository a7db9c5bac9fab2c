using NimbusFunctions.Graph;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// A tenant's polls that keep failing come ever more seldom, and never more seldom than once a minute: one that is
/// mended comes back by itself before anybody misses it. A pure value.
/// </summary>
/// <param name="Since">When the first of them failed.</param>
/// <param name="Failures">How many in a row, at least 1.</param>
/// <param name="Trouble">What kind of trouble the last one met; null: the app's own, such as the store's.</param>
internal sealed record PresenceBackoff(DateTimeOffset Since, int Failures, GraphTrouble? Trouble)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static PresenceBackoff After(PresenceBackoff? before, PollTrouble trouble, DateTimeOffset now) =>
        new(before?.Since ?? now, (before?.Failures ?? 0) + 1, trouble.Kind);

    /// <summary>How long to leave the tenant alone: an interval, two, four … up to a minute; longer only by Graph's own word.</summary>
    public TimeSpan DelayOf(TimeSpan interval, PollTrouble trouble)
    {
        // Graph has nothing to be spared where the store is the trouble.
        if (trouble.Kind is null)
            return interval;
        var own = interval * Math.Pow(2, Math.Min(Failures - 1, 10));
        // What an administrator must mend is looked at each minute.
        if (own > Longest || trouble.Kind is GraphTrouble.Forbidden or GraphTrouble.NoToken)
            own = Longest;
        return trouble.Wait > own ? trouble.Wait : own;
    }
}
