namespace NimbusFunctions.Directory.Sync;

/// <summary>What <c>GET /v1/tenants/{t}/sync</c> answers.</summary>
/// <param name="Running">Whether a run is under way.</param>
/// <param name="LastRun">The last run that ended; null before the first.</param>
/// <param name="NextRun">When the next one is due.</param>
/// <param name="DeltaAgeSeconds">How long ago the change tokens were renewed; null while there are none. They live seven days.</param>
/// <param name="Counts">What is stored now.</param>
/// <param name="Problems">What keeps the sync from being complete.</param>
internal sealed record SyncStatus(
    bool Running,
    RunSummary? LastRun,
    DateTimeOffset? NextRun,
    double? DeltaAgeSeconds,
    SyncCounts Counts,
    IReadOnlyList<string> Problems);

/// <summary>A run that ended.</summary>
/// <param name="Id">The run's number in its tenant.</param>
/// <param name="Kind"><c>full</c> or <c>delta</c>.</param>
/// <param name="Slices">How many messages it took, at least 1.</param>
internal sealed record RunSummary(
    string Id, string Kind, DateTimeOffset Started, DateTimeOffset Ended, int Slices, RunCounts Counts, IReadOnlyList<string> Problems);

/// <summary>What a run did.</summary>
internal sealed record RunCounts(int Added, int Updated, int Left, int SoftDeleted, int Deleted, int Restored, int Unsettled)
{
    public static RunCounts Zero { get; } = new(0, 0, 0, 0, 0, 0, 0);
}

/// <summary>What is stored: rows of the user list, services, and hints that no run could settle yet.</summary>
internal sealed record SyncCounts(int Users, int Services, int Unsettled);
