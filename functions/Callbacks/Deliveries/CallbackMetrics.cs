using System.Diagnostics.Metrics;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What operators watch of flow triggers: meter <c>NimbusFunctions.Callbacks</c>, every instrument tagged with the tenant.</summary>
internal static class CallbackMetrics
{
    public const string MeterName = "NimbusFunctions.Callbacks";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<int> DeliveredNews = Meter.CreateCounter<int>("nimbus.callbacks.delivered", "{news}", "News that flows have taken.");

    private static readonly Counter<int> FailedCalls = Meter.CreateCounter<int>("nimbus.callbacks.failed", "{call}", "Calls to flows that were no success.");

    private static readonly Counter<int> MissedNews = Meter.CreateCounter<int>("nimbus.callbacks.missed", "{news}", "News that were not delivered and will not be.");

    private static readonly Counter<int> Suspensions = Meter.CreateCounter<int>(
        "nimbus.callbacks.suspended", "{trigger}", "Triggers that were suspended, as a whole or for a service, by cause.");

    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>(
        "nimbus.callbacks.age", "s", "How old news was when its flow took it.");

    public static void Delivered(string tenant, TimeSpan age)
    {
        DeliveredNews.Add(1, Tag(tenant));
        Age.Record(Math.Max(0, age.TotalSeconds), Tag(tenant));
    }

    public static void Failed(string tenant) => FailedCalls.Add(1, Tag(tenant));

    public static void Missed(string tenant) => MissedNews.Add(1, Tag(tenant));

    public static void Suspended(string tenant, SuspensionCause cause) => Suspensions.Add(1, Tag(tenant), new("cause", cause.ToString()));

    private static KeyValuePair<string, object?> Tag(string tenant) => new("tenant", tenant);
}
