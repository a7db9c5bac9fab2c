using System.Diagnostics.Metrics;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>What operators watch of presence: meter <c>NimbusFunctions.Presence</c>, every instrument tagged with the tenant.</summary>
internal static class PresenceMetrics
{
    public const string MeterName = "NimbusFunctions.Presence";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Gauge<double> Age = Meter.CreateGauge<double>(
        "nimbus.presence.age", "s", "How old what is known was when a poll began, by percentile: what readers see at worst.");

    private static readonly Gauge<double> ShareStale = Meter.CreateGauge<double>(
        "nimbus.presence.stale", "1", "Share of the tracked users of whom nothing is known.");

    private static readonly Gauge<int> Failures = Meter.CreateGauge<int>(
        "nimbus.presence.failures", "{poll}", "Polls in a row that failed.");

    private static readonly Counter<int> Requests = Meter.CreateCounter<int>(
        "nimbus.presence.requests", "{request}", "Requests to Graph.");

    private static readonly Counter<double> Throttled = Meter.CreateCounter<double>(
        "nimbus.presence.throttled", "s", "How long polls were kept waiting, by Graph's word or by the budget.");

    private static readonly Counter<int> Changes = Meter.CreateCounter<int>(
        "nimbus.presence.changes", "{user}", "Changes of what is known.");

    public static void Ages(string tenant, PresenceAges ages)
    {
        ShareStale.Record(ages.ShareStale, Tag(tenant));
        foreach (var (percentile, age) in new[] { ("50", ages.P50), ("95", ages.P95), ("99", ages.P99) })
        {
            if (age is { } seconds)
                Age.Record(seconds, Tag(tenant), new("percentile", percentile));
        }
    }

    public static void Failing(string tenant, int failures) => Failures.Record(failures, Tag(tenant));

    public static void Asked(string tenant, int requests, TimeSpan throttled)
    {
        if (requests > 0)
            Requests.Add(requests, Tag(tenant));
        if (throttled > TimeSpan.Zero)
            Throttled.Add(throttled.TotalSeconds, Tag(tenant));
    }

    public static void Changed(string tenant, int changes) => Changes.Add(changes, Tag(tenant));

    private static KeyValuePair<string, object?> Tag(string tenant) => new("tenant", tenant);
}
