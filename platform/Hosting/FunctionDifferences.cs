namespace Nimbus.Platform.Hosting;

/// <summary>Compares what the app has mapped with what the host will call.</summary>
internal static class FunctionDifferences
{
    /// <returns>One line for people for each difference; none if both agree.</returns>
    public static IEnumerable<string> Between(IReadOnlyList<MappedFunction> mapped, IReadOnlyList<DeclaredFunction> declared)
    {
        foreach (var function in declared)
        {
            if (function.Problem is { } problem)
                yield return $"{function.Name}/function.json cannot be used: {problem}.";
            else if (mapped.FirstOrDefault(other => Same(other.Name, function.Name)) is not { } match)
                yield return $"{function.Name}/function.json declares {Describe(function.Kind)}, and the app maps no function of that name.";
            else if (Difference(match, function) is { } difference)
                yield return difference;
        }

        foreach (var function in mapped.Where(function => !declared.Any(other => Same(other.Name, function.Name))))
            yield return $"{function.Name} is mapped as {Describe(function.Kind)}, and there is no {function.Name}/function.json.";
    }

    private static string? Difference(MappedFunction mapped, DeclaredFunction declared)
    {
        if (!string.Equals(mapped.Name, declared.Name, StringComparison.Ordinal))
            return $"{mapped.Name} is mapped, and its folder is called {declared.Name}: the names differ in case.";
        if (mapped.Kind != declared.Kind)
            return $"{mapped.Name} is mapped as {Describe(mapped.Kind)}, and {mapped.Name}/function.json declares {Describe(declared.Kind)}.";
        var route = $"{mapped.Root}/{{*path}}";
        return mapped.Root is null || Same(declared.Route!, route)
            ? null
            : $"{mapped.Name} is mapped at root '{mapped.Root}', and {mapped.Name}/function.json has the route '{declared.Route}' instead of '{route}'.";
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Describe(FunctionKind? kind) => kind switch
    {
        FunctionKind.Http => "an http function",
        FunctionKind.Timer => "a timer function",
        FunctionKind.ServiceBus => "a Service Bus function for one message",
        FunctionKind.ServiceBusBatch => "a Service Bus function for many messages",
        _ => "an unknown function",
    };
}
