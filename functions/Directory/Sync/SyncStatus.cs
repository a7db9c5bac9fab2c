using System.Text.Json.Serialization;
using NimbusFunctions.Directory.Removals;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What <c>GET /v1/tenants/{t}/sync</c> answers.</summary>
/// <param name="Running">Whether a run is under way.</param>
/// <param name="LastRun">The last run that ended; null before the first.</param>
/// <param name="NextRun">When the next one is due.</param>
/// <param name="DeltaAgeSeconds">How long ago the change tokens were renewed; null while there are none. They live seven days.</param>
/// <param name="Counts">What is stored now.</param>
/// <param name="Problems">What keeps the sync from being complete.</param>
/// <param name="Failing">Runs that keep failing, which are tried ever more seldom; null: the last one did not fail.</param>
/// <param name="HeldPlans">Removals that wait for somebody to approve or reject them.</param>
/// <param name="RemovalsPaused">The tenant's emergency switch.</param>
/// <param name="RemovalsPausedOfAll">That of all tenants: removals wait for it too, whatever the tenant's own says.</param>
internal sealed record SyncStatus(
    bool Running,
    RunSummary? LastRun,
    DateTimeOffset? NextRun,
    double? DeltaAgeSeconds,
    SyncCounts Counts,
    IReadOnlyList<string> Problems,
    Quarantine? Failing,
    IReadOnlyList<PlanAnswer> HeldPlans,
    PauseAnswer RemovalsPaused,
    PauseAnswer RemovalsPausedOfAll);

/// <summary>A tenant whose runs keep failing.</summary>
/// <param name="Since">When the first of them failed.</param>
/// <param name="Failures">How many in a row.</param>
/// <param name="Quarantined">Whether so many failed that operators should look.</param>
/// <param name="Reason">What the last one met, and what to do.</param>
/// <param name="NextTry">When it is tried again; <c>POST …/sync</c> tries at once.</param>
internal sealed record Quarantine(DateTimeOffset Since, int Failures, bool Quarantined, string Reason, DateTimeOffset NextTry)
{
    public static Quarantine? Of(SyncSchedule schedule) => schedule.Failing is { } failing
        ? new(failing.Since, failing.Failures, failing.IsQuarantine, failing.Reason, schedule.NextDue)
        : null;
}

/// <summary>A run that ended.</summary>
/// <param name="Id">The run's id: when it was queued, and its number in its tenant.</param>
/// <param name="Kind"><c>full</c>, <c>delta</c> or <c>audit</c>.</param>
/// <param name="Mended">Of an audit: what it found that the deltas had missed.</param>
/// <param name="Slices">How many messages it took, at least 1.</param>
internal sealed record RunSummary(
    string Id, string Kind, DateTimeOffset Started, DateTimeOffset Ended, int Slices, RunCounts Counts, IReadOnlyList<string> Problems,
    RunCounts? Mended = null);

/// <summary>What a run did.</summary>
/// <param name="Unsettled">Hints that are still open.</param>
/// <param name="Held">Users who would have lost access, had the guard not held the plan.</param>
internal sealed record RunCounts(int Added, int Updated, int Left, int SoftDeleted, int Deleted, int Restored, int Unsettled, int Held = 0)
{
    public static RunCounts Zero { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>What came after an earlier count.</summary>
    public RunCounts Since(RunCounts earlier) => new(
        Added - earlier.Added, Updated - earlier.Updated, Left - earlier.Left, SoftDeleted - earlier.SoftDeleted,
        Deleted - earlier.Deleted, Restored - earlier.Restored, Unsettled, Held - earlier.Held);

    [JsonIgnore]
    public bool IsNothing => this with { Unsettled = 0 } == Zero;
}

/// <summary>What is stored: rows of the user list, services, and hints that no run could settle yet.</summary>
internal sealed record SyncCounts(int Users, int Services, int Unsettled);
