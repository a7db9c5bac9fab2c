using System.Globalization;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Filters;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>What a list request asks for, understood and checked against Graph's rules.</summary>
internal sealed class ListQuery<T>
    where T : IDirectoryObject
{
    public const int DefaultTop = 100;
    public const int MaxTop = 999;

    public required Selection<T> Selection { get; init; }

    public Func<T, bool>? Test { get; private set; }

    public FilterNode? Filter { get; private set; }

    public Property<T>? OrderBy { get; private set; }

    public bool Descending { get; private set; }

    public int Top { get; private set; } = DefaultTop;

    /// <summary>The place in the order of the list where this page begins.</summary>
    public int Start { get; private set; }

    /// <summary>$count=true is heeded with ConsistencyLevel: eventual only; without it Graph ignores it silently.</summary>
    public bool WithCount { get; private set; }

    public static GraphError? TryParse(GraphRequest request, PropertyTable<T> table, out ListQuery<T> query)
    {
        var error = SelectParser.TryParse(table, request.Query.Select, out var selection);
        query = new ListQuery<T> { Selection = selection };
        return error ?? query.Read(request, table);
    }

    /// <summary>For lists that always tell their number, such as a team's members.</summary>
    public void AlwaysCount() => WithCount = true;

    /// <summary>Goes back by a page: what was shown there is shown again.</summary>
    public void StepBack() => Start = Math.Max(0, Start - Top);

    private GraphError? Read(GraphRequest request, PropertyTable<T> table)
    {
        var options = request.Query;
        WithCount = options.Count && request.Eventual;
        if (options.HasSkip) return GraphError.Unsupported("'$skip' is not supported by the service.");
        if (options.HasExpand) return GraphError.Unsupported("'$expand' is not supported by this simulator.");
        if (options.HasTop)
        {
            if (options.Top is not (>= 1 and <= MaxTop))
                return GraphError.Unsupported($"Invalid page size specified: '{options["$top"]}'. Must be between 1 and {MaxTop} inclusive.");
            Top = options.Top.Value;
        }

        if (options.SkipToken is { Length: > 0 } token)
        {
            if (!int.TryParse(token.TrimStart('p'), NumberStyles.None, CultureInfo.InvariantCulture, out var start)) return GraphError.PageTokenExpired();
            Start = start;
        }

        return ReadFilter(request, table) ?? ReadSearch(request, table) ?? ReadOrder(request, table);
    }

    private GraphError? ReadFilter(GraphRequest request, PropertyTable<T> table)
    {
        if (request.Query.Filter is not { } filter) return null;
        if (FilterParser.TryParse(filter) is not { } node) return GraphError.BadRequest("Invalid filter clause: the expression cannot be read.");
        if (FilterRules.Check(node, WithCount, request.BaseUrl.Length + request.Path.Length + request.Query.Raw.Length) is { } refused) return refused;
        var compiler = new FilterCompiler<T>(table);
        Filter = node;
        Test = compiler.Compile(node);
        return compiler.Error;
    }

    private GraphError? ReadSearch(GraphRequest request, PropertyTable<T> table)
    {
        if (request.Query.Search is not { } search) return null;
        if (!request.Eventual) return GraphError.Unsupported("A request with $search works with the header 'ConsistencyLevel: eventual' only.");
        if (SearchParser.TryParse(table, search) is not { } found)
            return GraphError.BadRequest("Syntax error in $search: it takes \"property:text\" clauses in double quotes.");
        Test = Test is { } test ? item => test(item) && found(item) : found;
        return null;
    }

    private GraphError? ReadOrder(GraphRequest request, PropertyTable<T> table)
    {
        if (request.Query.OrderBy is not { } order) return null;
        var words = order.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (1 or 2) || words is [_, not ("asc" or "desc")] || table.Find(words[0]) is not { } property)
            return GraphError.BadRequest($"Invalid orderby clause: '{order}'.");
        var advanced = request.Query.Filter is not null || property.Name == "deletedDateTime";
        if (advanced && !WithCount) return GraphError.Unsupported("Sorting not supported for current query without $count=true and ConsistencyLevel:eventual.");
        OrderBy = property;
        Descending = words is [_, "desc"];
        return null;
    }
}
