namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>A $filter as a tree.</summary>
internal abstract record FilterNode
{
    internal sealed record And(FilterNode Left, FilterNode Right) : FilterNode;

    internal sealed record Or(FilterNode Left, FilterNode Right) : FilterNode;

    internal sealed record Not(FilterNode Inner) : FilterNode;

    /// <summary>Operator eq, ne, ge or le; the value a string, a bool or null.</summary>
    internal sealed record Compare(string Property, string Operator, object? Value) : FilterNode;

    internal sealed record In(string Property, IReadOnlyList<string> Values) : FilterNode;

    /// <summary>startsWith or endsWith, in lower case.</summary>
    internal sealed record Function(string Name, string Property, string Text) : FilterNode;

    /// <summary>property/any(x:x eq 'text').</summary>
    internal sealed record Any(string Property, string Text) : FilterNode;
}
