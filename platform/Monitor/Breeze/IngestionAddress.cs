namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>What the connection string of a component says: whose data it is and where it goes.</summary>
/// <param name="Key">The instrumentation key; no secret where the component takes tokens alone.</param>
/// <param name="Track">The address that envelopes are posted to.</param>
internal sealed record IngestionAddress(string Key, Uri Track)
{
    // Of components that were made before they had regional addresses (Application Insights: "Connection strings").
    private const string Global = "https://dc.services.visualstudio.com/";

    /// <exception cref="InvalidOperationException">It is missing or wrong; the text says what, and none of it.</exception>
    public static IngestionAddress Parse(string? connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in (connectionString ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parts[part[..equals]] = part[(equals + 1)..];
        }

        if (!parts.TryGetValue("InstrumentationKey", out var key) || !Guid.TryParse(key, out _))
            throw new InvalidOperationException("The connection string of Application Insights needs an InstrumentationKey, which is a GUID.");
        var text = parts.GetValueOrDefault("IngestionEndpoint", Global);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)))
            throw new InvalidOperationException("The IngestionEndpoint in the connection string of Application Insights must be an https address.");
        return new(key, new(endpoint, "v2.1/track"));
    }
}
