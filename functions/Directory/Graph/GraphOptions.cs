namespace NimbusFunctions.Directory.Graph;

/// <summary>Section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>https address of Microsoft Graph with its version.</summary>
    public string BaseUrl { get; set; } = "https://graph.microsoft.com/v1.0";

    /// <summary>Everything that is wrong, each with its setting's name.</summary>
    public IReadOnlyList<string> Errors() =>
        Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps
            && address.AbsolutePath.TrimEnd('/').EndsWith("/v1.0", StringComparison.Ordinal)
            ? []
            : ["Graph__BaseUrl must be an https address that ends in /v1.0."];
}
