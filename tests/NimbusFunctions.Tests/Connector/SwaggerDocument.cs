using System.Text.Json;

namespace NimbusFunctions.Tests.Connector;

/// <summary>A connector's definition (Swagger 2.0).</summary>
internal sealed class SwaggerDocument
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "patch"];
    private readonly JsonElement root;

    private SwaggerDocument(string text)
    {
        root = JsonDocument.Parse(text).RootElement;
        Operations = [.. root.GetProperty("paths").EnumerateObject().SelectMany(item => item.Value.EnumerateObject()
            .Where(verb => Verbs.Contains(verb.Name))
            .Select(verb => new SwaggerOperation(this, item.Name, verb.Name, item.Value, verb.Value)))];
    }

    /// <summary>The package's own.</summary>
    public static SwaggerDocument Package { get; } = Parse(File.ReadAllText(Path.Combine(Repository.Root, "connector", "apiDefinition.swagger.json")));

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SwaggerOperation> Operations { get; }

    /// <summary>The one that is published; skips the test where it is not beside the repository.</summary>
    public static SwaggerDocument Published() => Parse(File.ReadAllText(Contracts.Require("connector/luware-nimbus.swagger.json")));

    public static SwaggerDocument Parse(string text) => new(text);

    /// <summary>The node itself, or what it points to.</summary>
    public JsonElement Resolve(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("$ref", out var reference)
            ? Resolve(root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]))
            : node;
}
