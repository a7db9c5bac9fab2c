using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// Subscribes to spans and instruments from before the first call until the app stops. The host kills the process without
/// a word, so the last seconds may be missing; nothing waits for them.
/// </summary>
internal sealed class TelemetryPipelines(TelemetryTargets targets, IConfiguration configuration, ILoggerFactory logs) : IHostedService, IDisposable
{
    /// <summary>Whose spans are kept: the app's, its platform's, the framework's, and those of Azure's clients.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["NimbusFunctions.*", "Nimbus.Platform.*", "Microsoft.AspNetCore", "System.Net.Http", "Azure.*"];

    /// <summary>Whose instruments are kept; see <see cref="MetricViews"/>.</summary>
    public static IReadOnlyList<string> Meters { get; } = ["NimbusFunctions.*", MetricViews.AspNetCore, MetricViews.Http];

    private const int LongestFlush = 2_000;

    private TracerProvider? traces;
    private MeterProvider? metrics;
    private QuietExceptions? quiet;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        quiet = new();
        traces = Traces();
        metrics = Metrics();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(LongestFlush);
        metrics?.ForceFlush(LongestFlush);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        quiet?.Dispose();
    }

    private TracerProvider Traces()
    {
        var builder = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration).AddSingleton(logs))
            .SetResourceBuilder(TelemetryCapability.Resource())
            .AddSource([.. Sources])
            .AddProcessor(new SpanScrubber());
        if (targets.Otlp is { } collector)
            builder.AddOtlpExporter(exporter => TelemetryCapability.Lead(exporter, collector, "traces"));
        if (targets.Insights is not null)
            builder.AddAzureMonitorTraceExporter(exporter => TelemetryCapability.Lead(exporter, targets));
        // Last, because the official exporter sets one too.
        return builder.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(targets.SampledPercent / 100.0))).Build();
    }

    private MeterProvider Metrics()
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration).AddSingleton(logs))
            .SetResourceBuilder(TelemetryCapability.Resource())
            .AddMeter([.. Meters])
            .AddView(MetricViews.Of);
        if (targets.Otlp is { } collector)
            builder.AddOtlpExporter((exporter, reader) => Lead(exporter, reader, collector));
        if (targets.Insights is not null)
            builder.AddAzureMonitorMetricExporter(exporter => TelemetryCapability.Lead(exporter, targets));
        return builder.Build();
    }

    private static void Lead(OtlpExporterOptions exporter, MetricReaderOptions reader, Uri collector)
    {
        TelemetryCapability.Lead(exporter, collector, "metrics");
        reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
    }
}
