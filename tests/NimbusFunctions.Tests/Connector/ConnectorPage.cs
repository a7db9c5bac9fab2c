using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Connector;

/// <summary>The page <c>docs/connector.md</c>, made of the package and of its comparison with the published definition.</summary>
internal static partial class ConnectorPage
{
    [GeneratedRegex(@"^responses\.(?<status>\w+)(?<body>\.schema)?$")]
    private static partial Regex Status { get; }

    public static string Write(SwaggerDocument published, SwaggerDocument package)
    {
        var known = published.Operations.Select(operation => operation.Id).ToHashSet();
        var page = new StringBuilder(
            """
            # The connector
            This page is made of `connector/apiDefinition.swagger.json` and of its comparison with the published definition; a test compares it. Others hold every operation against the app: its
            route and verb, the fields and JSON types of bodies, answers and notifications, what is required, the query parameters. What flows are told, and when, stands in
            [flows-triggers.md](flows-triggers.md), how to install the package in `connector/readme.md`.

            ## Operations
            | operation | call | answers | |
            |---|---|---|---|

            """);
        foreach (var operation in package.Operations)
            page.Append(CultureInfo.InvariantCulture, $"| {operation.Id} | `{operation}` | {Answers(operation)} | {(known.Contains(operation.Id) ? "" : "added")} |\n");
        page.Append(
            """

            ## Additions to published operations
            All that differs. Paths, verbs, operation ids, parameters, types and the extensions of connectors are the published ones; nothing that must be given was added.

            | operation | in addition |
            |---|---|

            """);
        foreach (var operation in PublishedComparison.Of(published, package).Where(difference => difference.Breach is null).GroupBy(difference => difference.Operation))
            page.Append(CultureInfo.InvariantCulture, $"| {operation.Key} | {string.Join("; ", Additions([.. operation.Select(difference => difference.At)]))} |\n");
        return page.ToString();
    }

    private static string Answers(SwaggerOperation operation) =>
        string.Join(", ", operation.Node.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Where(name => name != "default"));

    private static IEnumerable<string> Additions(IReadOnlyList<string> places)
    {
        var matches = places.Select(place => (Place: place, Match: Status.Match(place))).ToList();
        foreach (var other in matches.Where(one => !one.Match.Success).Select(one => one.Place).Distinct())
            yield return $"`{other}`";
        foreach (var group in matches.Where(one => one.Match.Success).GroupBy(one => one.Match.Groups["body"].Value.Length == 0).OrderByDescending(group => group.Key))
            yield return $"{(group.Key ? "status" : "a body for")} {string.Join(", ", group.Select(one => one.Match.Groups["status"].Value))}";
    }
}
