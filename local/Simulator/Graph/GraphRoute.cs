using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>One operation of Graph: its form, its cost, whom it is open to and what it does.</summary>
internal sealed class GraphRoute(string method, string template, IReadOnlyList<string> roles, Func<GraphRequest, GraphResponse> handle)
{
    private readonly string[] _segments = template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The operation's name in the request counts.</summary>
    public string Name { get; } = $"{method} {template}";

    public string Method => method;

    /// <summary>Application permissions of which one is needed.</summary>
    public IReadOnlyList<string> Roles => roles;

    public Func<GraphRequest, GraphResponse> Handle => handle;

    /// <summary>Resource units before $select, $top and $expand are looked at.</summary>
    public int BaseCost { get; init; } = 1;

    public LimitKind Limit { get; init; } = LimitKind.ResourceUnits;

    /// <summary>Whether the path fits; <paramref name="id"/> is what stands in the place of {id}.</summary>
    public bool Fits(IReadOnlyList<string> segments, out string id)
    {
        id = "";
        if (segments.Count != _segments.Length) return false;
        for (var i = 0; i < _segments.Length; i++)
        {
            var open = _segments[i].IndexOf("{id}", StringComparison.Ordinal);
            if (open < 0)
            {
                if (!segments[i].Equals(_segments[i], StringComparison.OrdinalIgnoreCase)) return false;
                continue;
            }

            var before = _segments[i].AsSpan(0, open);
            var after = _segments[i].AsSpan(open + 4);
            if (segments[i].Length <= before.Length + after.Length
                || !segments[i].AsSpan().StartsWith(before, StringComparison.OrdinalIgnoreCase)
                || !segments[i].AsSpan().EndsWith(after, StringComparison.OrdinalIgnoreCase)) return false;
            id = segments[i][before.Length..^after.Length];
        }

        return true;
    }

    /// <summary>Graph: $select -1, $expand +1, $top below 20 -1, never below 1.</summary>
    public int CostOf(ODataQuery query)
    {
        var cost = BaseCost;
        if (query.Select is not null) cost--;
        if (query.HasExpand) cost++;
        if (query.Top < 20) cost--;
        return Math.Max(cost, 1);
    }
}
