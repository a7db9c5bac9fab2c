using System.Diagnostics.Metrics;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// What operators watch of the sync: meter <c>NimbusFunctions.Directory</c>, of real runs alone. Every instrument is
/// tagged with the tenant, so that an alarm says for whom.
/// </summary>
internal static class SyncMetrics
{
    public const string MeterName = "NimbusFunctions.Directory";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Gauge<double> DeltaAge = Meter.CreateGauge<double>(
        "nimbus.sync.delta.age", "s", "How old the change tokens were when a run began; they live seven days.");

    private static readonly Gauge<int> Failures = Meter.CreateGauge<int>(
        "nimbus.sync.failures", "{run}", "Runs in a row that failed; a quarantine from four on.");

    private static readonly Counter<int> Users = Meter.CreateCounter<int>(
        "nimbus.sync.users", "{user}", "Users that runs changed, by change.");

    private static readonly Gauge<int> HeldPlans = Meter.CreateGauge<int>(
        "nimbus.sync.plans.held", "{plan}", "Plans that wait for somebody to approve or reject them.");

    private static readonly Counter<int> Drift = Meter.CreateCounter<int>(
        "nimbus.sync.drift", "{user}", "Users that audits mended.");

    private static readonly Counter<double> Throttled = Meter.CreateCounter<double>(
        "nimbus.sync.throttled", "s", "How long runs were kept waiting, by Graph's word or by the budget.");

    public static void Failing(string tenant, int failures) => Failures.Record(failures, Tag(tenant));

    /// <summary>What a slice added to its run.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="counts">What it counted.</param>
    /// <param name="deltaAge">How old the change tokens were when it began; null: there were none.</param>
    /// <param name="heldPlans">Plans that are held at its end.</param>
    /// <param name="throttled">How long it was kept waiting.</param>
    public static void Slice(string tenant, RunCounts counts, TimeSpan? deltaAge, int heldPlans, TimeSpan throttled)
    {
        if (deltaAge is { } age)
            DeltaAge.Record(age.TotalSeconds, Tag(tenant));
        HeldPlans.Record(heldPlans, Tag(tenant));
        foreach (var (change, users) in new[]
        {
            ("added", counts.Added), ("updated", counts.Updated), ("left", counts.Left), ("soft-deleted", counts.SoftDeleted),
            ("deleted", counts.Deleted), ("restored", counts.Restored), ("held", counts.Held),
        })
        {
            if (users > 0)
                Users.Add(users, Tag(tenant), new("change", change));
        }

        if (throttled > TimeSpan.Zero)
            Throttled.Add(throttled.TotalSeconds, Tag(tenant));
    }

    public static void Mended(string tenant, RunCounts mended) =>
        Drift.Add(mended.Added + mended.Updated + mended.Left + mended.SoftDeleted + mended.Deleted + mended.Restored, Tag(tenant));

    private static KeyValuePair<string, object?> Tag(string tenant) => new("tenant", tenant);
}
