using System.Text.Json;

namespace NimbusFunctions.Tests.Callbacks.News;

/// <summary>What the published definition says of a callback's body, and what of a body it does not say.</summary>
internal sealed class NotificationSchema(JsonElement definitions, string name)
{
    public static NotificationSchema Read(string name)
    {
        using var definition = JsonDocument.Parse(File.ReadAllText(Contracts.Require("connector/luware-nimbus.swagger.json")));
        return new(definition.RootElement.GetProperty("definitions").Clone(), name);
    }

    /// <summary>The fields that it names.</summary>
    public IReadOnlyList<string> Fields => [.. definitions.GetProperty(name).GetProperty("properties").EnumerateObject().Select(known => known.Name)];

    /// <summary>Everything about a body that it does not say.</summary>
    public IReadOnlyList<string> Faults(JsonElement body)
    {
        var faults = new List<string>();
        Check("$", definitions.GetProperty(name), body, faults);
        return faults;
    }

    private void Check(string at, JsonElement schema, JsonElement value, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(at, definitions.GetProperty(reference.GetString()!.Split('/')[^1]), value, faults);
            return;
        }

        var type = schema.GetProperty("type").GetString();
        if (!IsOfType(type, value))
            faults.Add($"{at} is {value.ValueKind}, not {type}");
        else if (type == "object")
            CheckFields(at, schema, value, faults);
        else if (type == "array")
        {
            foreach (var (place, item) in value.EnumerateArray().Index())
                Check($"{at}[{place}]", schema.GetProperty("items"), item, faults);
        }
        else if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !value.TryGetDateTimeOffset(out _))
            faults.Add($"{at} is no time: {value}");
        else if (schema.TryGetProperty("minimum", out var least) && (value.GetInt32() < least.GetInt32() || value.GetInt32() > schema.GetProperty("maximum").GetInt32()))
            faults.Add($"{at} is out of range: {value}");
    }

    private void CheckFields(string at, JsonElement schema, JsonElement value, List<string> faults)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (schema.GetProperty("properties").TryGetProperty(field.Name, out var known))
                Check($"{at}.{field.Name}", known, field.Value, faults);
            else
                faults.Add($"{at}.{field.Name} is not known");
        }
    }

    private static bool IsOfType(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        _ => false,
    };
}
