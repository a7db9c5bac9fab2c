using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Retention.Purge;

/// <summary>A slice of a tenant's purge: until when it may work, and what it must heed.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Planned">The time by which it was planned.</param>
/// <param name="Guards">What stands before the data.</param>
/// <param name="Pace">How fast it may go.</param>
/// <param name="Clock">The clock.</param>
internal sealed record PurgeSlice(string Tenant, DateTimeOffset Planned, GuardWatch Guards, PurgePace Pace, TimeProvider Clock)
{
    /// <summary>A call is ended after five minutes, and its last transaction has to be told.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly long begun = Clock.GetTimestamp();

    public bool IsOver => Clock.GetElapsedTime(begun) >= Longest;

    public long Removed { get; set; }

    /// <summary>Why to stop before the next step; <see cref="PurgeStop.Done"/>: nothing speaks against it.</summary>
    public async ValueTask<PurgeStop> CheckAsync(KindCut cut, CancellationToken cancellation)
    {
        if (IsOver)
            return PurgeStop.TimeOver;
        return PurgePlan.Allows(await Guards.NowAsync(cancellation), cut, Planned) ? PurgeStop.Done : PurgeStop.GuardsChanged;
    }
}
