namespace NimbusFunctions.Graph;

/// <summary>Section <c>Graph</c>: Microsoft Graph, and how much of it an instance uses.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>https address of Microsoft Graph with its version.</summary>
    public string BaseUrl { get; set; } = "https://graph.microsoft.com/v1.0";

    /// <summary>
    /// Resource units that this instance spends on one tenant in 10 seconds, 100 to 8,000. Graph allows an app 3,500 in a
    /// tenant of fewer than 50 users, 5,000 to 500 users, 8,000 beyond; whoever asks more there is throttled.
    /// </summary>
    public int TenantUnits { get; set; } = 3_000;

    /// <summary>
    /// Resource units that this instance spends on all tenants together in 20 seconds, 1,000 to 150,000. Graph allows the
    /// app 150,000, so that ten instances keep the limit with what is set here at first.
    /// </summary>
    public int InstanceUnits { get; set; } = 15_000;

    /// <summary>Everything that is wrong, each with its setting's name.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeHttps
            || !address.AbsolutePath.TrimEnd('/').EndsWith("/v1.0", StringComparison.Ordinal))
            errors.Add("Graph__BaseUrl must be an https address that ends in /v1.0.");
        if (TenantUnits is < 100 or > 8_000)
            errors.Add("Graph__TenantUnits must be from 100 to 8000 resource units in 10 seconds.");
        if (InstanceUnits is < 1_000 or > 150_000)
            errors.Add("Graph__InstanceUnits must be from 1000 to 150000 resource units in 20 seconds.");
        return errors;
    }
}
