using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter.Breeze;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>
/// Sends telemetry to Application Insights. Nothing here blocks whoever is measured: what cannot be sent waits in bounded
/// memory, and what does not fit is dropped, counted and logged once a minute.
/// </summary>
public static class AzureMonitorExporterExtensions
{
    // Milliseconds.
    private const int UsualInterval = 60_000;

    /// <summary>Sends spans, as requests and dependencies.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="credential">Who sends; wins over the options'.</param>
    /// <param name="name">Not used.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing or wrong.</exception>
    public static TracerProviderBuilder AddAzureMonitorTraceExporter(
        this TracerProviderBuilder builder, Action<AzureMonitorExporterOptions>? configure = null, TokenCredential? credential = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddProcessor(services => new BatchActivityExportProcessor(
            new BreezeExporter<System.Diagnostics.Activity>(Transmitter(services, configure, credential, "spans"), SpanEnvelope.Write)));
    }

    /// <summary>Sends metrics, counters as differences.</summary>
    /// <inheritdoc cref="AddAzureMonitorTraceExporter"/>
    public static MeterProviderBuilder AddAzureMonitorMetricExporter(
        this MeterProviderBuilder builder, Action<AzureMonitorExporterOptions>? configure = null, TokenCredential? credential = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddReader(services => new PeriodicExportingMetricReader(
            new BreezeExporter<Metric>(Transmitter(services, configure, credential, "metrics"), MetricEnvelope.Write),
            // The options read OTEL_METRIC_EXPORT_INTERVAL (OpenTelemetry: "Environment variable specification").
            new PeriodicExportingMetricReaderOptions().ExportIntervalMilliseconds ?? UsualInterval)
        {
            TemporalityPreference = MetricReaderTemporalityPreference.Delta,
        });
    }

    /// <summary>Sends log records, as traces or, with an exception, as exceptions.</summary>
    /// <param name="loggerOptions">The options of the logger.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="credential">Who sends; wins over the options'.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing or wrong.</exception>
    public static OpenTelemetryLoggerOptions AddAzureMonitorLogExporter(
        this OpenTelemetryLoggerOptions loggerOptions, Action<AzureMonitorExporterOptions>? configure = null, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(loggerOptions);
        return loggerOptions.AddProcessor(services => new BatchLogRecordExportProcessor(
            new BreezeExporter<LogRecord>(Transmitter(services, configure, credential, "log records"), LogEnvelope.Write)));
    }

    private static Transmitter Transmitter(
        IServiceProvider services, Action<AzureMonitorExporterOptions>? configure, TokenCredential? credential, string what)
    {
        var options = new AzureMonitorExporterOptions();
        configure?.Invoke(options);
        options.Credential = credential ?? options.Credential;
        // Asked for late: the exporter of logs is made while the loggers are.
        return new(IngestionAddress.Parse(options.ConnectionString), options, what, TimeProvider.System, () => services.GetService<ILoggerFactory>());
    }
}
