using System.Text.Json;

namespace NimbusFunctions.Tests.Connector;

/// <summary>Everything of a real answer that its schema does not say: other types, members that nobody declared, null where it may not be.</summary>
internal static class AnswerFaults
{
    public static IEnumerable<string> Of(SwaggerDocument document, string at, JsonElement node, JsonElement value)
    {
        var schema = document.Resolve(node);
        if (value.ValueKind == JsonValueKind.Null)
            return schema.TryGetProperty("x-nullable", out var nullable) && nullable.GetBoolean() ? [] : [$"{at} is null"];
        var type = schema.GetProperty("type").GetString();
        if (!IsOf(type, value))
            return [$"{at} is {value.ValueKind}, not {type}"];
        return type switch
        {
            "array" => value.EnumerateArray().SelectMany(item => Of(document, $"{at}[]", schema.GetProperty("items"), item)),
            "object" => value.EnumerateObject().SelectMany(member => OfMember(document, at, schema, member)),
            _ => OfWord(at, schema, value),
        };
    }

    private static IEnumerable<string> OfMember(SwaggerDocument document, string at, JsonElement schema, JsonProperty member)
    {
        if (schema.GetProperty("properties").TryGetProperty(member.Name, out var property))
            return Of(document, $"{at}.{member.Name}", property, member.Value);
        return schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.True
            ? []
            : [$"{at}.{member.Name} is declared by nobody"];
    }

    private static IEnumerable<string> OfWord(string at, JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => !JsonElement.DeepEquals(word, value)))
            yield return $"{at} is no word of the list: {value}";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !value.TryGetDateTimeOffset(out _))
            yield return $"{at} is no time: {value}";
    }

    private static bool IsOf(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
