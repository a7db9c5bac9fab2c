using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// Shows that nobody outside can run a trigger. The host calls one as <c>POST /&lt;FunctionName&gt;</c> on the port to
/// which it forwards http calls, with nothing that tells the two apart. So no route that is open to the outside may
/// match a function's name: each begins with a literal segment that is no trigger's name.
/// </summary>
internal static class PublicRoutes
{
    /// <returns>One line for people for each route that could match; none if all are safe.</returns>
    public static IEnumerable<string> Problems(FunctionRegistry registry, IEnumerable<Endpoint> endpoints)
    {
        var triggers = registry.Functions.Where(function => function.Kind != FunctionKind.Http).Select(function => function.Name)
            .Concat(registry.Root.Functions.Where(function => function.Kind != FunctionKind.Http).Select(function => function.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var function in registry.Root.Functions.Where(function => function.Kind == FunctionKind.Http))
        {
            var route = string.Join('/', new[] { registry.Root.RoutePrefix.Trim('/'), function.Route!.Trim('/') }.Where(part => part.Length > 0));
            if (Problem(route, triggers) is { } problem)
                yield return $"{function.Name}/function.json opens the route '{route}', which {problem}.";
        }

        foreach (var endpoint in endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<TriggerMetadata>() is null))
        {
            if (Problem(endpoint.RoutePattern, triggers) is { } problem)
                yield return $"The endpoint '{endpoint.RoutePattern.RawText}' {problem}.";
        }
    }

    private static string? Problem(string route, HashSet<string> triggers)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(route);
            return pattern.PathSegments.Count == 0 ? "is empty" : Problem(pattern, triggers);
        }
        catch (RoutePatternException exception)
        {
            return "is no route: " + exception.Message;
        }
    }

    private static string? Problem(RoutePattern pattern, HashSet<string> triggers)
    {
        if (pattern.PathSegments.Count == 0)
            return null; // only "/" itself, which is no function's name
        if (pattern.PathSegments[0] is not { IsSimple: true, Parts: [RoutePatternLiteralPart literal] })
            return "could match the name of every function: begin it with a literal segment";
        return triggers.TryGetValue(literal.Content, out var name) ? $"matches the name of the function {name}: choose another first segment" : null;
    }
}
