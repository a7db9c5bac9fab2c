namespace NimbusFunctions.Telemetry;

/// <summary>The address of a collector, checked: what is sent names tenants, so it goes encrypted or not far.</summary>
internal static class OtlpAddress
{
    /// <summary>What is wrong with it; null: nothing.</summary>
    public static string? Fault(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            return "must be an address such as https://collector.example:4318.";
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return "must have no user, query or fragment; a key goes into OTEL_EXPORTER_OTLP_HEADERS.";
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            ? null
            : "must be an https address, or http on this machine.";
    }

    /// <summary>Where a collector takes one kind of telemetry (OTLP: "OTLP/HTTP Request").</summary>
    /// <param name="collector">Its address, with or without a slash at the end.</param>
    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public static Uri Of(Uri collector, string signal) => new($"{collector.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
}
