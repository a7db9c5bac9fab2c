namespace NimbusFunctions.Graph;

/// <summary>
/// What a request will cost in resource units, by its address alone (Graph: "Throttling limits", identity and access:
/// users 2, members of a group 3, transitive members 5, anything else 1; $select 1 less, $expand 1 more, $top below
/// 20 1 less, never below 1).
/// </summary>
internal static class RequestCost
{
    private const int SmallPage = 20;

    /// <param name="method">The HTTP method.</param>
    /// <param name="url">Path and query, with or without what stands before the version.</param>
    public static int Of(string method, string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? url : url[..question];
        var query = question < 0 ? "" : Uri.UnescapeDataString(url[(question + 1)..]);
        var cost = method.Equals("GET", StringComparison.OrdinalIgnoreCase) ? BaseOf(path) : 1;
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option.StartsWith("$select=", StringComparison.OrdinalIgnoreCase))
                cost--;
            else if (option.StartsWith("$expand=", StringComparison.OrdinalIgnoreCase))
                cost++;
            else if (option.StartsWith("$top=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(option.AsSpan("$top=".Length), null, out var top) && top < SmallPage)
                cost--;
        }

        return Math.Max(cost, 1);
    }

    private static int BaseOf(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var version = Array.FindIndex(segments, segment => segment is "v1.0" or "beta");
        return segments[(version + 1)..] switch
        {
            ["users", "delta"] => 1,
            ["users"] or ["users", _] => 2,
            ["groups", _, "members", ..] => 3,
            ["groups", _, "transitiveMembers", ..] => 5,
            _ => 1,
        };
    }
}
