using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NimbusFunctions.Tests.Infra;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>Writes docs/metrics.md: every instrument, with the tags that it is really recorded with.</summary>
internal static class MetricsPage
{
    private const string Head = """
        # Metrics
        What the app measures of itself. It goes where [app-settings.md](app-settings.md#telemetry) says: to a collector over OTLP (http/protobuf), and to Application Insights where `APPLICATIONINSIGHTS_CONNECTION_STRING` is set, there as `AppMetrics` with the tags in `Properties`. Without either nothing is measured. This page is made of the instruments and held by a test.

        Counters come as differences (delta temporality), once a minute unless `OTEL_METRIC_EXPORT_INTERVAL` says otherwise; a gauge comes when it was set since. An instrument keeps 2,000 combinations of tags apart; what is beyond counts together, without tags. Of the framework's instruments two are kept: `http.server.request.duration` by route, and `http.client.request.duration` by host.

        Spans tell routes and hosts, never paths, queries or ids of people, and of exceptions the kind alone. A trace that begins in the app is kept with the share that `Telemetry__SampledPercent` says; calls of `/health` never. A task's trace goes on through queues: `Diagnostic-Id` and `traceparent` stand in the properties of each message, and in the outbox until it is sent. Metrics and logs are not sampled.

        What cannot be sent is dropped and never waited for: OTLP keeps 2,048 spans, Application Insights 8 MB; what the latter loses is logged once a minute. It costs admission 2 %: 705 tasks a second without it, 693 with a tenth of the traces, 690 with all (OTLP; medians of six turns in one process, debug build).

        """;

    /// <summary>Names of tags by instrument.</summary>
    public static Dictionary<string, SortedSet<string>> Recorded()
    {
        var recorded = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("NimbusFunctions.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        InstrumentSample.Record();
        listener.RecordObservableInstruments();
        return recorded;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (recorded)
            {
                if (!recorded.TryGetValue(instrument.Name, out var names))
                    recorded[instrument.Name] = names = new(StringComparer.Ordinal);
                foreach (var tag in tags)
                    names.Add(tag.Key);
            }
        }
    }

    public static string Write()
    {
        using var alerts = JsonDocument.Parse(InfraFiles.Read("alerts.json"));
        var readers = alerts.RootElement.GetProperty("alerts").EnumerateArray()
            .ToLookup(alert => alert.GetProperty("metric").GetString()!, alert => alert.GetProperty("name").GetString()!);
        var recorded = Recorded();
        var page = new StringBuilder(Head);
        foreach (var meter in AlertTests.Instruments().Values.GroupBy(instrument => instrument.Meter.Name).OrderBy(meter => meter.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {meter.Key}\n| instrument | kind | unit | tags | meaning | alert |\n|---|---|---|---|---|---|\n");
            foreach (var one in meter.OrderBy(instrument => instrument.Name, StringComparer.Ordinal))
            {
                var tags = recorded.TryGetValue(one.Name, out var names) ? string.Join(", ", names.Select(Code)) : "";
                page.Append(CultureInfo.InvariantCulture, $"| `{one.Name}` | {Kind(one)} | `{one.Unit}` | {tags} | {one.Description} | {string.Join(", ", readers[one.Name].Select(Code))} |\n");
            }
        }

        return page.ToString();
    }

    private static string Code(string name) => $"`{name}`";

    private static string Kind(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition() switch
    {
        var type when type == typeof(Counter<>) => "counter",
        var type when type == typeof(Histogram<>) => "histogram",
        _ => "gauge",
    };
}
