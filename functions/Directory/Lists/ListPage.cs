using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Lists;

/// <summary>What every list can be asked for, and what is left of the query.</summary>
/// <param name="Search">The text that is looked for; null: none.</param>
/// <param name="Paging">Which page of it.</param>
/// <param name="Others">What is given of the columns, by name.</param>
internal sealed record ListPage(string? Search, Paging Paging, IReadOnlyList<(string Name, string Value)> Others)
{
    private const int LongestText = 256;
    private const string SearchName = "search";

    /// <param name="query">The call's.</param>
    /// <param name="usual">How many entries a page has where the call does not say.</param>
    /// <param name="most">How many it may ask for.</param>
    /// <param name="columns">What the list can be filtered by, and ordered.</param>
    /// <param name="errors">Where the faults go.</param>
    public static ListPage Parse(IQueryCollection query, int usual, int most, IReadOnlyCollection<string> columns, ValidationErrors errors)
    {
        var paging = Paging.Parse(query, usual, most, [SearchName, .. columns], errors);
        var others = new List<(string, string)>();
        foreach (var name in columns.Prepend(SearchName))
        {
            if (query.Value(name) is not { } value)
                continue;
            if (value.Length > LongestText)
                errors.Add(name, $"must be at most {LongestText} characters.");
            else if (name != SearchName)
                others.Add((name, value));
        }

        return new(query.Value(SearchName) is { Length: > 0 } search ? search : null, paging, others);
    }
}
