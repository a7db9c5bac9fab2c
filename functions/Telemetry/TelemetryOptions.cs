namespace NimbusFunctions.Telemetry;

/// <summary>Section <c>Telemetry</c>: where traces, metrics and logs go, and how much of them.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>
    /// Where a collector takes OTLP over http/protobuf, such as <c>https://collector.example:4318</c>; empty: what
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, and nothing is sent where that is not set either.
    /// </summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>How many percent of the traces that begin here are kept, 0 to 100. One that began elsewhere is kept where its caller keeps it.</summary>
    public int SampledPercent { get; set; } = 10;

    public IEnumerable<string> Errors()
    {
        if (OtlpEndpoint.Length > 0 && OtlpAddress.Fault(OtlpEndpoint) is { } fault)
            yield return $"Telemetry__OtlpEndpoint {fault}";
        if (SampledPercent is < 0 or > 100)
            yield return "Telemetry__SampledPercent must be from 0 to 100.";
    }
}
