using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>The query of a post: <c>dryRun</c> and nothing else.</summary>
internal static class PostQuery
{
    private const string DryRun = "dryRun";

    /// <summary>Whether nothing is to be stored.</summary>
    public static bool IsDryRun(IQueryCollection query, ValidationErrors errors)
    {
        query.Check([DryRun], errors);
        // Any case: a flow writes its own boolean as True.
        if (!bool.TryParse(query.Value(DryRun), out var isDryRun) && query.Value(DryRun) is not null)
            errors.Add(DryRun, "must be true or false.");
        return isDryRun;
    }
}
