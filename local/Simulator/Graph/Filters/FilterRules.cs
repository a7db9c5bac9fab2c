namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>What Graph demands of a filter apart from its grammar.</summary>
internal static class FilterRules
{
    private const int MaxClauses = 15;
    private const int MaxAdvancedUrl = 2048;

    /// <summary>
    /// endsWith, ne and not are advanced queries (ConsistencyLevel: eventual and $count=true). A default query has
    /// at most 15 alternatives, an advanced one a URL of at most 2,048 characters.
    /// </summary>
    public static GraphError? Check(FilterNode filter, bool advanced, int urlLength)
    {
        if (!advanced && FirstAdvancedOperator(filter) is { } name)
        {
            return GraphError.Unsupported(
                $"Operator '{name}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and "
                + "ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information");
        }

        var alternatives = Alternatives(filter);
        if (!advanced && alternatives > MaxClauses)
        {
            return GraphError.Unsupported(
                $"Too many child clauses specified in search filter expression containing 'OR' operators: {alternatives}. Max allowed: {MaxClauses}.");
        }

        return advanced && urlLength > MaxAdvancedUrl
            ? GraphError.Unsupported($"The URL of an advanced query has {urlLength} characters; at most {MaxAdvancedUrl} are supported.")
            : null;
    }

    /// <summary>The ids among which every hit must be, when the filter names them; null when it does not.</summary>
    public static IReadOnlyList<string>? Candidates(FilterNode filter, string property) => filter switch
    {
        FilterNode.Compare { Operator: "eq", Value: string value } compare when Is(compare.Property, property) => [value],
        FilterNode.In list when Is(list.Property, property) => list.Values,
        FilterNode.And both => Candidates(both.Left, property) ?? Candidates(both.Right, property),
        FilterNode.Or either when Candidates(either.Left, property) is { } left && Candidates(either.Right, property) is { } right => [.. left, .. right],
        _ => null,
    };

    private static bool Is(string name, string property) => name.Equals(property, StringComparison.OrdinalIgnoreCase);

    private static string? FirstAdvancedOperator(FilterNode filter) => filter switch
    {
        FilterNode.And both => FirstAdvancedOperator(both.Left) ?? FirstAdvancedOperator(both.Right),
        FilterNode.Or either => FirstAdvancedOperator(either.Left) ?? FirstAdvancedOperator(either.Right),
        FilterNode.Not => "not",
        FilterNode.Compare { Operator: "ne" } => "ne",
        FilterNode.Function { Name: "endswith" } => "endsWith",
        _ => null,
    };

    private static int Alternatives(FilterNode filter) => filter switch
    {
        FilterNode.Or either => Alternatives(either.Left) + Alternatives(either.Right),
        FilterNode.And both => Math.Max(Alternatives(both.Left), Alternatives(both.Right)),
        FilterNode.In list => list.Values.Count,
        FilterNode.Not negated => Alternatives(negated.Inner),
        _ => 1,
    };
}
