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
        var value = query[DryRun].ToString();
        if (query.ContainsKey(DryRun) && value is not ("true" or "false"))
            errors.Add(DryRun, "must be true or false.");
        return value == "true";
    }
}
