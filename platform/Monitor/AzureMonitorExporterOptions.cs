using Azure.Core;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>Where telemetry goes, and in whose name.</summary>
public class AzureMonitorExporterOptions : ClientOptions
{
    /// <summary>Options with nothing set.</summary>
    public AzureMonitorExporterOptions()
    {
        // A batch that waits is kept by the exporter, which knows when there is no room for more.
        Retry.MaxRetries = 0;
        Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        Diagnostics.IsDistributedTracingEnabled = false;
        Diagnostics.IsLoggingEnabled = false;
    }

    /// <summary>The component's: <c>InstrumentationKey=…;IngestionEndpoint=https://…</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Who sends, with the role Monitoring Metrics Publisher; null where the component takes data from anybody.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>Whether nothing is kept on disk; here nothing ever is.</summary>
    public bool DisableOfflineStorage { get; set; }

    /// <summary>Whether live metrics are sent; here they never are.</summary>
    public bool EnableLiveMetrics { get; set; }
}
