using System.Text.RegularExpressions;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>Reads $search: quoted clauses "property:text", joined by AND or OR. A text fits where a word begins with it.</summary>
internal static partial class SearchParser
{
    private static readonly char[] WordBreaks = [' ', '-', '.', '@', '_', '\''];

    public static Func<T, bool>? TryParse<T>(PropertyTable<T> table, string search)
        where T : IDirectoryObject
    {
        var clauses = Form().Match(search);
        if (!clauses.Success || search.Length > 1000) return null;
        Func<T, bool>? all = null;
        for (var i = 0; i < clauses.Groups["property"].Captures.Count; i++)
        {
            if (table.Find(clauses.Groups["property"].Captures[i].Value) is not { Filterable: true } property) return null;
            var text = clauses.Groups["text"].Captures[i].Value.Trim();
            Func<T, bool> one = item => property.Read(item) is string value && Fits(value, text);
            all = all is null ? one : Join(all, one, clauses.Groups["join"].Captures[i - 1].Value);
        }

        return all;
    }

    private static Func<T, bool> Join<T>(Func<T, bool> left, Func<T, bool> right, string by) => by.Equals("OR", StringComparison.OrdinalIgnoreCase)
        ? item => left(item) || right(item)
        : item => left(item) && right(item);

    private static bool Fits(string value, string text) =>
        value.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || text.Split(WordBreaks, StringSplitOptions.RemoveEmptyEntries).All(part =>
            value.Split(WordBreaks, StringSplitOptions.RemoveEmptyEntries).Any(word => word.StartsWith(part, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex("""^\s*"(?<property>\w+):(?<text>[^"]+)"(?:\s+(?<join>AND|OR)\s+"(?<property>\w+):(?<text>[^"]+)")*\s*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
