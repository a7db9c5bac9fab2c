using OpenTelemetry.Metrics;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>
/// The points of a metric, each an envelope: in <c>AppMetrics</c> the value is <c>Sum</c>, and of a gauge <c>Min</c> and
/// <c>Max</c> too; tags are <c>Properties</c>.
/// </summary>
internal static class MetricEnvelope
{
    public static void Write(Envelopes envelopes, Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var (sum, count, min, max) = Values(metric.MetricType, point);
            if (count == 0)
                continue;
            var tags = new List<KeyValuePair<string, object?>>();
            foreach (var tag in point.Tags)
                tags.Add(tag);
            envelopes.Add("Metric", "MetricData", point.EndTime.UtcDateTime, default, json =>
            {
                json.WriteStartArray("metrics");
                json.WriteStartObject();
                Envelopes.Name(json, "ns", metric.MeterName);
                Envelopes.Name(json, "name", metric.Name);
                json.WriteNumber("value", sum);
                json.WriteNumber("count", count);
                json.WriteNumber("min", min);
                json.WriteNumber("max", max);
                json.WriteEndObject();
                json.WriteEndArray();
                Envelopes.Properties(json, tags);
            });
        }
    }

    private static (double Sum, long Count, double Min, double Max) Values(MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram:
                var mean = point.GetHistogramCount() == 0 ? 0 : point.GetHistogramSum() / point.GetHistogramCount();
                return point.TryGetHistogramMinMaxValues(out var min, out var max)
                    ? (point.GetHistogramSum(), point.GetHistogramCount(), min, max)
                    : (point.GetHistogramSum(), point.GetHistogramCount(), mean, mean);
            case MetricType.LongGauge:
                return One(point.GetGaugeLastValueLong());
            case MetricType.DoubleGauge:
                return One(point.GetGaugeLastValueDouble());
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                return One(point.GetSumLong());
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                return One(point.GetSumDouble());
            default:
                return default; // no instrument of this app is of another kind
        }

        // JSON has no number for what is not finite.
        static (double, long, double, double) One(double value) => double.IsFinite(value) ? (value, 1, value, value) : default;
    }
}
