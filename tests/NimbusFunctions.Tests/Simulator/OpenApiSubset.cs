using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>The subset of Graph's OpenAPI description: says what is wrong with an answer.</summary>
internal sealed class OpenApiSubset
{
    private readonly JsonElement _document;
    private readonly SchemaValidator _validator;
    private readonly List<(string[] Segments, JsonElement Item)> _paths;

    private OpenApiSubset(JsonElement document)
    {
        _document = document;
        _validator = new SchemaValidator(document);
        _paths = [.. document.GetProperty("paths").EnumerateObject().Select(path => (Split(path.Name), path.Value))];
    }

    public static OpenApiSubset Load() =>
        new(JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Contracts.Require("graph-openapi-subset.json"))));

    /// <summary>Everything in which the answer differs from the description; empty when it is as described.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="url">Of the request, relative to the version.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="body">Of the answer.</param>
    public IReadOnlyList<string> Check(string method, string url, HttpStatusCode status, JsonElement body)
    {
        if (SchemaOf(method, url, status) is not { } schema) return [$"{method} {url} is not described."];
        return [.. _validator.Validate(schema, body).Select(error => $"{method} {url} ({(int)status}): {error}")];
    }

    private JsonElement? SchemaOf(string method, string url, HttpStatusCode status)
    {
        if ((int)status >= 400) return Component("microsoft.graph.ODataErrors.ODataError");
        var segments = Split(Uri.UnescapeDataString(url.Split('?')[0]));

        // What the description leaves out has the form of what it has.
        if (segments[^1] == "$count") return Component("ODataCountResponse");
        if (segments[^1] == "microsoft.graph.user") return Component("microsoft.graph.userCollectionResponse");
        var candidates = _paths.Where(path => Fits(path.Segments, segments)).OrderBy(path => path.Segments.Count(segment => segment.StartsWith('{')));
        foreach (var (_, item) in candidates)
        {
            if (!item.TryGetProperty(method.ToLowerInvariant(), out var operation)) continue;
            var responses = operation.GetProperty("responses");
            var response = responses.TryGetProperty("2XX", out var any) ? any : responses.GetProperty("200");
            if (response.TryGetProperty("$ref", out var reference)) response = _validator.Resolve(reference.GetString()!);
            return response.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        }

        return null;
    }

    private JsonElement Component(string name) => _document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static bool Fits(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair =>
        {
            var open = pair.First.IndexOf('{', StringComparison.Ordinal);
            return open < 0 ? pair.First == pair.Second : pair.Second.StartsWith(pair.First[..open], StringComparison.Ordinal);
        });

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
