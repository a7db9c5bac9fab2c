using System.Text.Json;

namespace NimbusFunctions.Tests.Connector;

/// <summary>An operation of a definition.</summary>
/// <param name="Document">Where it stands.</param>
/// <param name="Path">As the definition writes it.</param>
/// <param name="Verb">In small letters.</param>
/// <param name="Item">Everything of the path; what a trigger is told stands there.</param>
/// <param name="Node">The operation.</param>
internal sealed record SwaggerOperation(SwaggerDocument Document, string Path, string Verb, JsonElement Item, JsonElement Node)
{
    public string Id => Node.GetProperty("operationId").GetString()!;

    public IReadOnlyList<JsonElement> Parameters =>
        Node.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(Document.Resolve)] : [];

    /// <summary>What its body is like; null: it has none.</summary>
    public JsonElement? Body => In("body").Select(parameter => (JsonElement?)parameter.GetProperty("schema")).SingleOrDefault();

    /// <summary>What it answers when it succeeds; null: a status alone.</summary>
    public JsonElement? Answer => SchemaOf(Node.GetProperty("responses").EnumerateObject().Single(answer => answer.Name[0] == '2').Value);

    /// <summary>What a trigger is told; null: it is no trigger.</summary>
    public JsonElement? Notification => Item.TryGetProperty("x-ms-notification-content", out var content) ? SchemaOf(content) : null;

    public bool IsTrigger => Node.TryGetProperty("x-ms-trigger", out _);

    public IEnumerable<JsonElement> In(string place) => Parameters.Where(parameter => parameter.GetProperty("in").GetString() == place);

    public override string ToString() => $"{Verb.ToUpperInvariant()} {Path}";

    private static JsonElement? SchemaOf(JsonElement holder) => holder.TryGetProperty("schema", out var schema) ? schema : null;
}
