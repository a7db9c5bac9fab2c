namespace NimbusFunctions.Directory.Graph;

/// <summary>Section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>https address of Microsoft Graph with its version.</summary>
    public string BaseUrl { get; set; } = "https://graph.microsoft.com/v1.0";
}
