using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace NimbusFunctions.Telemetry;

/// <summary>What is kept of the framework's instruments: how long calls took, by few tags. All of our own are.</summary>
internal static class MetricViews
{
    public const string AspNetCore = "Microsoft.AspNetCore.Hosting";
    public const string Http = "System.Net.Http";

    private static readonly MetricStreamConfiguration Requests = new() { TagKeys = ["http.request.method", "http.route", "http.response.status_code", "error.type"] };

    private static readonly MetricStreamConfiguration Calls = new() { TagKeys = ["http.request.method", "server.address", "http.response.status_code", "error.type"] };

    public static MetricStreamConfiguration? Of(Instrument instrument) => (instrument.Meter.Name, instrument.Name) switch
    {
        (AspNetCore, "http.server.request.duration") => Requests,
        (Http, "http.client.request.duration") => Calls,
        (AspNetCore or Http, _) => MetricStreamConfiguration.Drop,
        _ => null,
    };
}
