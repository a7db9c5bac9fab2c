using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>The query of a post: <c>dryRun</c> and nothing else.</summary>
internal static class PostQuery
{
    private const string DryRun = "dryRun";

    /// <summary>Whether nothing is to be stored.</summary>
    public static bool IsDryRun(IQueryCollection query, ValidationErrors errors)
    {
        foreach (var name in query.Keys.Where(name => name != DryRun))
            errors.Add(Printable.Short(name), $"is not a parameter; there is {DryRun}.");
        // Any case: a flow writes its own boolean as True.
        if (!bool.TryParse(query[DryRun].ToString(), out var isDryRun) && query.ContainsKey(DryRun))
            errors.Add(DryRun, "must be true or false.");
        return isDryRun;
    }
}
