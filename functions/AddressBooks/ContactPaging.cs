using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>Where a page begins and how long it is.</summary>
internal sealed record ContactPaging(int Top, string From)
{
    private const string TopName = "top";
    private const string ContinuationName = "continuation";

    /// <param name="query">The call's.</param>
    /// <param name="mostTop">The longest page, and that of a call that names none.</param>
    /// <param name="read">Reads a continuation; null: it is none.</param>
    /// <param name="others">Parameters that are read elsewhere.</param>
    /// <returns>Neither: no page is asked for.</returns>
    public static (ContactPaging? Paging, Problem? Problem) Parse(
        IQueryCollection query, int mostTop, Func<string, string?> read, params IReadOnlyList<string> others)
    {
        var (errors, top) = (new ValidationErrors(), mostTop);
        foreach (var name in query.Keys.Where(name => name is not (TopName or ContinuationName) && !others.Contains(name)))
            errors.Add(Printable.Short(name), $"is not a parameter; there are {string.Join(", ", [.. others, TopName, ContinuationName])}.");
        if (query.TryGetValue(TopName, out var given) && (!int.TryParse(given.ToString(), null, out top) || top < 1 || top > mostTop))
            errors.Add(TopName, $"must be a number from 1 to {mostTop}.");
        var from = query.TryGetValue(ContinuationName, out var token) ? read(token.ToString()) : "";
        if (from is null)
            errors.Add(ContinuationName, "must be the continuation of an earlier answer.");
        if (errors.Any)
            return (null, errors.ToProblem());
        return query.ContainsKey(TopName) || query.ContainsKey(ContinuationName) ? (new(top, from!), null) : (null, null);
    }
}
