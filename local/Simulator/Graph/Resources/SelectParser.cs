using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>Reads $select.</summary>
internal static class SelectParser
{
    private const int MaxNames = 100;

    /// <summary>The names in a $select, trimmed; null when there is none.</summary>
    public static string[]? Names(string? select) =>
        string.IsNullOrWhiteSpace(select) ? null : select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static GraphError? TryParse<T>(PropertyTable<T> table, string? select, out Selection<T> selection)
        where T : IDirectoryObject
    {
        selection = table.SelectDefault();
        if (Names(select) is not { } names) return null;
        if (names.Length > MaxNames) return GraphError.BadRequest($"$select names {names.Length} properties; at most {MaxNames} are read.");
        ulong mask = 0;
        var withId = false;
        foreach (var name in names)
        {
            if (name.Equals("id", StringComparison.OrdinalIgnoreCase)) withId = true;
            else if (name == "*") mask |= table.DefaultMask;
            else if (table.MaskOf(name) is > 0 and var bit) mask |= bit;
            else return Unknown(name, table.Type);
        }

        selection = table.Select(mask, withId, explicitly: true);
        return null;
    }

    public static GraphError Unknown(string name, string type) => GraphError.BadRequest(
        $"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{type}'.");
}
