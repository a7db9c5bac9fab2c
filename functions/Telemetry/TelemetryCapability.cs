using System.Reflection;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace NimbusFunctions.Telemetry;

/// <summary>What telemetry adds to the app: nothing at all where it goes nowhere.</summary>
internal static class TelemetryCapability
{
    public const string ServiceName = "nimbus-functions";

    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryTargets targets)
    {
        if (!targets.Any)
            return;
        builder.Services.AddSingleton(targets);
        builder.Services.AddHostedService<TelemetryPipelines>();
        // The host sends what stands on the console to Application Insights too: twice, and with the texts of exceptions.
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("", LogLevel.Warning);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("NimbusFunctions", LogLevel.Information);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("Nimbus", LogLevel.Information);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(Resource());
            logs.AddProcessor(new LogScrubber());
            if (targets.Otlp is { } collector)
                logs.AddOtlpExporter(exporter => Lead(exporter, collector, "logs"));
            if (targets.Insights is not null)
                logs.AddAzureMonitorLogExporter(exporter => Lead(exporter, targets));
        });
    }

    /// <summary>Before everything that answers.</summary>
    public static void UseTelemetry(this WebApplication app, TelemetryTargets targets)
    {
        if (targets.Any)
            app.UseMiddleware<RequestSpans>();
    }

    /// <summary>Who measures: all instances of the app are one service.</summary>
    internal static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty().AddService(
        ServiceName,
        serviceVersion: typeof(TelemetryCapability).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        autoGenerateServiceInstanceId: false,
        serviceInstanceId: InstanceId);

    internal static void Lead(OtlpExporterOptions exporter, Uri collector, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = OtlpAddress.Of(collector, signal);
    }

    internal static void Lead(AzureMonitorExporterOptions exporter, TelemetryTargets targets)
    {
        exporter.ConnectionString = targets.Insights;
        exporter.Credential = targets.Credential;
        exporter.DisableOfflineStorage = true;
        exporter.EnableLiveMetrics = false;
    }

    // Azure names the instance; elsewhere every start is one.
    private static string InstanceId { get; } = Environment.GetEnvironmentVariable("WEBSITE_INSTANCE_ID") is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N");
}
