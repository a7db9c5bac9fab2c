namespace NimbusFunctions.ContactSearch;

/// <summary>
/// Makes the <c>$search</c> and <c>$filter</c> of a search in the directory. What the user typed stands between quotes only,
/// and no quote of his own ends them; the tenant's filter is always joined by <c>and</c>. Pure.
/// </summary>
internal static class DirectoryFilter
{
    /// <param name="query">What is looked for.</param>
    /// <param name="tenantFilter">The tenant's own filter; null: none.</param>
    /// <param name="fields">In which fields.</param>
    public static DirectoryQuestion Of(ContactQuery query, string? tenantFilter, IReadOnlyList<string> fields)
    {
        var conditions = new List<string>();
        string? search = null;
        if (query.Text is { } text)
        {
            // Graph cuts display names into words for $search alone; a text without a word is no search.
            if (fields is ["displayName"] && Plain(text) is { Length: > 0 } plain)
                search = $"\"displayName:{plain}\"";
            else
                conditions.Add(string.Join(" or ", fields.Select(field => $"startswith({field},{Quoted(text)})")));
        }

        conditions.AddRange(query.Filters.OrderBy(filter => filter.Key, StringComparer.Ordinal).Select(filter => $"{filter.Key} eq {Quoted(filter.Value)}"));
        if (!string.IsNullOrWhiteSpace(tenantFilter))
            conditions.Add(tenantFilter.Trim());
        return new(search, conditions.Count == 0 ? null : string.Join(" and ", conditions.Select(condition => $"({condition})")));
    }

    /// <summary>OData 4.01, "URL Conventions": a quote within a text is doubled.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Graph: "Use the $search query parameter": double quotes and backslashes would have to be escaped; they find nobody.</summary>
    private static string Plain(string text) => text.Replace('"', ' ').Replace('\\', ' ').Trim();
}

/// <summary>What Graph is asked.</summary>
internal sealed record DirectoryQuestion(string? Search, string? Filter);
