using System.Diagnostics.Metrics;

namespace NimbusFunctions.Retention.Purge;

/// <summary>What operators watch of the purge: meter <c>NimbusFunctions.Retention</c>, tagged with the tenant.</summary>
internal static class PurgeMetrics
{
    public const string MeterName = "NimbusFunctions.Retention";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Gauge<double> OverdueHours = Meter.CreateGauge<double>(
        "nimbus.retention.overdue", "h", "For how long the oldest row may be overdue that is still there; 24 must not be reached.");

    private static readonly Counter<long> RemovedRows = Meter.CreateCounter<long>(
        "nimbus.retention.removed", "{row}", "Rows that purges removed, by source.");

    public static void Overdue(string tenant, TimeSpan overdue) => OverdueHours.Record(overdue.TotalHours, Tag(tenant));

    public static void Removed(string tenant, string source, long rows)
    {
        if (rows > 0)
            RemovedRows.Add(rows, Tag(tenant), new("source", source));
    }

    private static KeyValuePair<string, object?> Tag(string tenant) => new("tenant", tenant);
}
