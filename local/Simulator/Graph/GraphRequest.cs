using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>A request to Graph, whether it came by itself or as an item of a batch.</summary>
internal sealed class GraphRequest
{
    public required string Method { get; init; }

    /// <summary>Path below the version as it was written (still encoded), such as /users/delta.</summary>
    public required string Path { get; init; }

    /// <summary>The path's segments, decoded; casts spelled microsoft.graph.x, functions without their empty parentheses.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public required ODataQuery Query { get; init; }

    /// <summary>A header's value; null when it is absent.</summary>
    public required Func<string, string?> Header { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Scheme, host and version the request came on: links in the answer lead back there.</summary>
    public required string BaseUrl { get; init; }

    public required GraphCaller Caller { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string RequestId { get; init; }

    public required string ClientRequestId { get; init; }

    /// <summary>A fault that bends the page this request reads; null as a rule.</summary>
    public FaultKind? Bend { get; set; }

    /// <summary>The {id} in the route.</summary>
    public string Id { get; set; } = "";

    public SimulatedTenant Tenant => Caller.Tenant;

    /// <summary>ConsistencyLevel: eventual, without which advanced queries are refused.</summary>
    public bool Eventual => string.Equals(Header("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase);

    public bool Mischief { get; init; }

    /// <summary>What faults are matched against: "METHOD path?query", decoded.</summary>
    public string Describe() => $"{Method} /v1.0{Uri.UnescapeDataString(Path)}{Uri.UnescapeDataString(Query.Raw)}";

    public static string[] Split(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = Uri.UnescapeDataString(segments[i]);
            if (segment.EndsWith("()", StringComparison.Ordinal)) segment = segment[..^2];
            if (segment.StartsWith("graph.", StringComparison.OrdinalIgnoreCase)) segment = "microsoft." + segment;
            segments[i] = segment == "microsoft.graph.delta" ? "delta" : segment;
        }

        return segments;
    }

    public GraphResponse Refuse(GraphError error) => GraphJson.Error(error, RequestId, ClientRequestId, Now);
}
