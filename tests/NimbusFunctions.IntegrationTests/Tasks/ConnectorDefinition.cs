using System.Text.Json;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>The published definition of the connector (Swagger 2.0), and whether an answer is one of its own.</summary>
internal sealed class ConnectorDefinition
{
    private readonly JsonElement root;

    private ConnectorDefinition(JsonElement root) => this.root = root;

    public static ConnectorDefinition Read() => new(JsonDocument.Parse(
        File.ReadAllText(Contracts.Require("connector/luware-nimbus.swagger.json"))).RootElement);

    /// <summary>Everything about an answer that the definition does not say; members that it does not name too.</summary>
    /// <param name="method">Lower case.</param>
    /// <param name="path">As the definition writes it.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The body.</param>
    public IReadOnlyList<string> Faults(string method, string path, int status, JsonElement body)
    {
        var faults = new List<string>();
        var responses = root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        if (!responses.TryGetProperty($"{status}", out var response) && !responses.TryGetProperty("default", out response))
            faults.Add($"status {status} is not declared");
        else if (response.TryGetProperty("schema", out var schema))
            Check("$", schema, body, faults);
        return faults;
    }

    private void Check(string at, JsonElement schema, JsonElement value, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(at, root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]), value, faults);
            return;
        }

        var type = schema.GetProperty("type").GetString();
        if (!IsOfType(type, value))
        {
            faults.Add($"{at} is {value.ValueKind}, not {type}");
            return;
        }

        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => word.GetString() != value.GetString()))
            faults.Add($"{at} is no word of the list: {value}");
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !value.TryGetDateTimeOffset(out _))
            faults.Add($"{at} is no time: {value}");
        if (schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal())
            faults.Add($"{at} is below {least}");
        if (schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal())
            faults.Add($"{at} is above {most}");
        if (type == "array")
            CheckItems(at, schema, value, faults);
        if (type == "object")
            CheckMembers(at, schema, value, faults);
    }

    private void CheckItems(string at, JsonElement schema, JsonElement value, List<string> faults)
    {
        if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32())
            faults.Add($"{at} has more than {most} items");
        foreach (var (place, item) in value.EnumerateArray().Index())
            Check($"{at}[{place}]", schema.GetProperty("items"), item, faults);
    }

    private void CheckMembers(string at, JsonElement schema, JsonElement value, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} lacks {name}"));
        var properties = schema.GetProperty("properties");
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var property))
                Check($"{at}.{member.Name}", property, member.Value, faults);
            else
                faults.Add($"{at} has {member.Name}, which nobody declared");
        }
    }

    private static bool IsOfType(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
