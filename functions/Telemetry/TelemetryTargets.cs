using Azure.Core;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Telemetry;

/// <summary>Where telemetry goes.</summary>
/// <param name="Otlp">A collector; null: none.</param>
/// <param name="Insights">The connection string of Application Insights; null: none.</param>
/// <param name="InsightsIdentity">Client id of the identity that sends there; null: it needs none.</param>
/// <param name="SampledPercent">How many percent of the traces that begin here are kept.</param>
internal sealed record TelemetryTargets(Uri? Otlp, string? Insights, string? InsightsIdentity, int SampledPercent)
{
    /// <summary>The standard name of the collector's address (OpenTelemetry: "OTLP Exporter Configuration").</summary>
    public const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The names that the Functions host reads too.</summary>
    public const string InsightsVariable = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string InsightsIdentityVariable = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    private const string ClientId = "ClientId=";

    /// <summary>Whether anything is sent anywhere.</summary>
    public bool Any => Otlp is not null || Insights is not null;

    /// <summary>Who sends to Application Insights; null: nobody in particular.</summary>
    public TokenCredential? Credential => InsightsIdentity is { } client
        ? ManagedIdentity.Of(client)
        : null;

    /// <summary>Reads them and adds everything that is wrong to <paramref name="errors"/>.</summary>
    public static TelemetryTargets Read(IConfiguration configuration, TelemetryOptions options, List<string> errors)
    {
        errors.AddRange(options.Errors());
        var standard = configuration[OtlpVariable] ?? "";
        if (standard.Length > 0 && OtlpAddress.Fault(standard) is { } fault)
            errors.Add($"{OtlpVariable} {fault}");
        var otlp = options.OtlpEndpoint.Length > 0 ? options.OtlpEndpoint : standard;
        var insights = configuration[InsightsVariable] is { Length: > 0 } text ? text : null;
        if (insights is not null && !insights.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
            errors.Add($"{InsightsVariable} must have an InstrumentationKey.");
        return new(
            otlp.Length > 0 && OtlpAddress.Fault(otlp) is null ? new Uri(otlp) : null,
            insights,
            IdentityIn(configuration[InsightsIdentityVariable]),
            options.SampledPercent);
    }

    // As the host's: ClientId=…;Authorization=AAD.
    private static string? IdentityIn(string? text) => text?
        .Split(';', StringSplitOptions.TrimEntries)
        .FirstOrDefault(part => part.StartsWith(ClientId, StringComparison.OrdinalIgnoreCase))?[ClientId.Length..];
}
