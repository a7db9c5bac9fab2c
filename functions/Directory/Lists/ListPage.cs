using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Lists;

/// <summary>What every list can be asked for, and what is left of the query.</summary>
/// <param name="Search">The text that is looked for; null: none.</param>
/// <param name="Top">How many at most.</param>
/// <param name="Continuation">Where it begins, as the answer before said it; null: at the first.</param>
/// <param name="Others">All other parameters, each given once.</param>
internal sealed record ListPage(string? Search, int Top, string? Continuation, IReadOnlyList<(string Name, string Value)> Others)
{
    private const int LongestText = 256;

    public static ListPage Parse(IQueryCollection query, int defaultTop, int mostTop, ValidationErrors errors)
    {
        var (top, others) = (defaultTop, new List<(string, string)>());
        string? search = null, continuation = null;
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (values.Count != 1)
                errors.Add(name, "must be given once.");
            else if (name == "continuation")
                continuation = value;
            else if (value.Length > LongestText)
                errors.Add(name, $"must be at most {LongestText} characters.");
            else if (name == "search")
                search = value.Length == 0 ? null : value;
            else if (name != "top")
                others.Add((name, value));
            else if (!int.TryParse(value, null, out top) || top < 1 || top > mostTop)
                errors.Add(name, $"must be a number from 1 to {mostTop}.");
        }

        return new(search, top, continuation, others);
    }
}
