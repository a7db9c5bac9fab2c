using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>
/// Validates JSON against the schemas of an OpenAPI 3.0 document, as far as Graph's description uses them. It is
/// stricter in one thing: a property that no schema of the object knows is an error, unless it is an annotation.
/// </summary>
internal sealed class SchemaValidator(JsonElement document)
{
    public IEnumerable<string> Validate(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "$", errors);
        return errors;
    }

    public JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal)));

    private void Check(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        schema = Derived(Follow(schema), value);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) return;
        Every(schema, value, at, errors);
        if (value.ValueKind == JsonValueKind.Object) Unknown(schema, value, at, errors);
    }

    /// <summary>Everything the schema says itself and through allOf, anyOf and oneOf.</summary>
    private void Every(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        schema = Follow(schema);
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray()) Every(part, value, at, errors);
        }

        OneFits(schema, "anyOf", value, at, errors, atMostOne: false);
        OneFits(schema, "oneOf", value, at, errors, atMostOne: true);
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => one.GetRawText() == value.GetRawText()))
            errors.Add($"{at}: {value.GetRawText()} is not one of {allowed.GetRawText()}.");
        if (!schema.TryGetProperty("type", out var type)) return;
        if (!HasType(value, type.GetString()!))
        {
            errors.Add($"{at}: {value.ValueKind} instead of {type.GetString()}.");
            return;
        }

        if (value.ValueKind == JsonValueKind.String) Text(schema, value.GetString()!, at, errors);
        if (value.ValueKind == JsonValueKind.Number) Number(schema, value.GetDouble(), at, errors);
        if (value.ValueKind == JsonValueKind.Array) Items(schema, value, at, errors);
        if (value.ValueKind == JsonValueKind.Object) Properties(schema, value, at, errors);
    }

    private void OneFits(JsonElement schema, string keyword, JsonElement value, string at, List<string> errors, bool atMostOne)
    {
        if (!schema.TryGetProperty(keyword, out var parts)) return;
        var fitting = parts.EnumerateArray().Count(part => !Validate(part, value).Any());
        if (fitting == 0 || (atMostOne && fitting > 1)) errors.Add($"{at}: {fitting} of the {keyword} fit {value.GetRawText()}.");
    }

    private void Items(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (schema.TryGetProperty("maxItems", out var max) && value.GetArrayLength() > max.GetInt32()) errors.Add($"{at}: more than {max} items.");
        if (!schema.TryGetProperty("items", out var items)) return;
        var index = 0;
        foreach (var item in value.EnumerateArray()) Check(items, item, $"{at}[{index++}]", errors);
    }

    private void Properties(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _)) errors.Add($"{at}: {name} is missing.");
            }
        }

        schema.TryGetProperty("properties", out var known);
        schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(property.Name, out var its)) Check(its, property.Value, $"{at}.{property.Name}", errors);
            else if (others.ValueKind == JsonValueKind.Object) Check(others, property.Value, $"{at}.{property.Name}", errors);
        }
    }

    private void Unknown(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        // Throttled requests have more in their inner error than the description knows.
        if (at.EndsWith(".innerError", StringComparison.Ordinal) || Names(schema) is not { Count: > 0 } known) return;
        foreach (var property in value.EnumerateObject())
        {
            if (!known.Contains(property.Name) && !property.Name.StartsWith("@odata.", StringComparison.Ordinal)) errors.Add($"{at}: nobody knows {property.Name}.");
        }
    }

    /// <summary>All property names of a schema; null when any name goes.</summary>
    private HashSet<string>? Names(JsonElement schema)
    {
        schema = Follow(schema);
        if (schema.TryGetProperty("additionalProperties", out _)) return null;
        var names = new HashSet<string>();
        if (schema.TryGetProperty("properties", out var own)) names.UnionWith(own.EnumerateObject().Select(property => property.Name));
        foreach (var keyword in new[] { "allOf", "anyOf", "oneOf" })
        {
            if (!schema.TryGetProperty(keyword, out var parts)) continue;
            foreach (var part in parts.EnumerateArray()) names.UnionWith(Names(part) ?? []);
        }

        return names;
    }

    /// <summary>The schema behind a reference.</summary>
    private JsonElement Follow(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference)) schema = Resolve(reference.GetString()!);
        return schema;
    }

    /// <summary>The schema of the value's own @odata.type, where the schema knows derived types.</summary>
    private JsonElement Derived(JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("@odata.type", out var type)) return schema;
        var own = schema.TryGetProperty("allOf", out var parts) ? parts.EnumerateArray().Last() : schema;
        return own.TryGetProperty("x-discriminator", out var discriminator) && discriminator.GetProperty("mapping").TryGetProperty(type.GetString()!, out var mapped)
            ? Resolve(mapped.GetString()!)
            : schema;
    }

    private static void Text(JsonElement schema, string text, string at, List<string> errors)
    {
        var format = schema.TryGetProperty("format", out var named) ? named.GetString() : null;
        if (format == "uuid" && !Guid.TryParseExact(text, "D", out _)) errors.Add($"{at}: '{text}' is no UUID.");
        if (format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)) errors.Add($"{at}: '{text}' is no time.");

        // Graph writes the date of an error without a zone, whatever its description says.
        var naive = at.EndsWith(".innerError.date", StringComparison.Ordinal);
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(naive ? text + "Z" : text, pattern.GetString()!)) errors.Add($"{at}: '{text}' does not fit {pattern}.");
    }

    private static void Number(JsonElement schema, double number, string at, List<string> errors)
    {
        if (schema.TryGetProperty("minimum", out var min) && number < min.GetDouble()) errors.Add($"{at}: {number} is below {min}.");
        if (schema.TryGetProperty("maximum", out var max) && number > max.GetDouble()) errors.Add($"{at}: {number} is above {max}.");
    }

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new InvalidOperationException($"The description has a type {type}."),
    };
}
