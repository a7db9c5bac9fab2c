using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>Makes a test of a filter. The directory compares texts without regard to case.</summary>
internal sealed class FilterCompiler<T>(PropertyTable<T> table)
    where T : IDirectoryObject
{
    /// <summary>What was wrong, when compiling gave null.</summary>
    public GraphError? Error { get; private set; }

    public Func<T, bool>? Compile(FilterNode filter) => filter switch
    {
        FilterNode.And(var left, var right) => Both(left, right, static (a, b) => item => a(item) && b(item)),
        FilterNode.Or(var left, var right) => Both(left, right, static (a, b) => item => a(item) || b(item)),
        FilterNode.Not(var inner) => Compile(inner) is { } test ? item => !test(item) : null,
        FilterNode.Compare compare => Compare(compare),
        FilterNode.In list => In(list),
        FilterNode.Function function => Function(function),
        FilterNode.Any any => Any(any),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not a filter."),
    };

    private Func<T, bool>? Both(FilterNode left, FilterNode right, Func<Func<T, bool>, Func<T, bool>, Func<T, bool>> join) =>
        Compile(left) is { } a && Compile(right) is { } b ? join(a, b) : null;

    private Func<T, bool>? Compare(FilterNode.Compare compare)
    {
        if (Reader(compare.Property) is not { } read) return null;
        var value = compare.Value;
        return compare.Operator switch
        {
            "eq" => item => Same(read(item), value),
            "ne" => item => !Same(read(item), value),
            "ge" => item => read(item) is string text && value is string bound && Order(text, bound) >= 0,
            _ => item => read(item) is string text && value is string bound && Order(text, bound) <= 0,
        };
    }

    private Func<T, bool>? In(FilterNode.In list)
    {
        if (Reader(list.Property) is not { } read) return null;
        var values = list.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return item => read(item) is string text && values.Contains(text);
    }

    private Func<T, bool>? Function(FilterNode.Function function)
    {
        if (Reader(function.Property) is not { } read) return null;
        if (function.Name == "startswith") return item => read(item) is string text && text.StartsWith(function.Text, StringComparison.OrdinalIgnoreCase);
        if (table.Find(function.Property) is { EndsWith: true })
            return item => read(item) is string text && text.EndsWith(function.Text, StringComparison.OrdinalIgnoreCase);
        Error = Clause(function.Property);
        return null;
    }

    private Func<T, bool>? Any(FilterNode.Any any) => Reader(any.Property) is { } read
        ? item => read(item) is IReadOnlyList<string> list && list.Contains(any.Text, StringComparer.OrdinalIgnoreCase)
        : null;

    private Func<T, object?>? Reader(string name)
    {
        // A property of a derived type is named after its cast: microsoft.graph.aadUserConversationMember/userId.
        if (name.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase)) name = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (name.Equals("id", StringComparison.OrdinalIgnoreCase)) return item => item.Id.ToString();
        if (table.Find(name) is { Filterable: true } property) return property.Read;
        Error = Clause(name);
        return null;
    }

    private GraphError Clause(string name) => GraphError.Unsupported(
        $"Unsupported or invalid query filter clause specified for property '{name}' of resource '{char.ToUpperInvariant(table.Type[0])}{table.Type[1..]}'.");

    private static bool Same(object? found, object? wanted) => (found, wanted) switch
    {
        (string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase),
        _ => Equals(found, wanted),
    };

    private static int Order(string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
}
