using System.Text.RegularExpressions;

namespace Nimbus.Platform.Hosting;

/// <summary>The functions that the app has mapped, in the order of mapping.</summary>
internal sealed partial class FunctionRegistry(AppRoot root)
{
    private readonly List<MappedFunction> functions = [];

    public AppRoot Root { get; } = root;

    public IReadOnlyList<MappedFunction> Functions => functions;

    /// <exception cref="ArgumentException">No name for a function or a root, or one that is taken.</exception>
    public void Add(MappedFunction function)
    {
        if (!FunctionName().IsMatch(function.Name))
            throw new ArgumentException($"'{function.Name}' is no function name: a letter, then letters, digits, '-' and '_', at most 128.", nameof(function));
        if (functions.Any(other => string.Equals(other.Name, function.Name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"'{function.Name}' is mapped twice.", nameof(function));
        if (function.Root is { } path && !RootSegment().IsMatch(path))
            throw new ArgumentException($"'{path}' is no root: one literal path segment of letters, digits, '-', '_' and '.'.", nameof(function));
        functions.Add(function);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RootSegment();
}
