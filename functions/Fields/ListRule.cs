using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>Several values of one rule, in an order.</summary>
/// <param name="Element">The rule of each.</param>
/// <param name="Most">The most of them.</param>
/// <param name="Least">The least of them.</param>
/// <param name="Unique">No two may be the same, whatever the case; of objects: no two may have the same in the field of this name. Null: they may.</param>
internal sealed record ListRule(FieldRule Element, int Most, int Least = 0, string? Unique = null) : FieldRule
{
    /// <summary>Stands for the value itself in <see cref="Unique"/>.</summary>
    public const string Itself = "";

    public override bool IsOptional => false;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(path, "must be a list.");
            return;
        }

        if (value.GetArrayLength() < Least || value.GetArrayLength() > Most)
        {
            errors.Add(path, $"must have {Least} to {Most} entries, it has {value.GetArrayLength()}.");
            return;
        }

        var (seen, place) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), 0);
        foreach (var element in value.EnumerateArray())
        {
            var at = $"{path}[{place++}]";
            if (element.ValueKind == JsonValueKind.Null)
                errors.Add(at, "must not be null.");
            else
                Element.Check(at, element, bounds, errors);
            if (KeyOf(element) is { } key && !seen.Add(key))
                errors.Add(at, "is there twice.");
        }
    }

    public override IEnumerable<FoundReference> References(string path, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany((element, place) => Element.References($"{path}[{place}]", element))
        : [];

    public override string Says(SettingsBounds bounds) => $"a list of {Least} to {Most}, each {Element.Says(bounds)}";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        schema.WriteString("type", "array");
        schema.WriteNumber("minItems", Least);
        schema.WriteNumber("maxItems", Most);
        if (Unique == Itself)
            schema.WriteBoolean("uniqueItems", true);
        schema.WriteStartObject("items");
        Element.WriteSchema(schema, bounds);
        schema.WriteEndObject();
    }

    private string? KeyOf(JsonElement element)
    {
        if (Unique is not { } name)
            return null;
        if (name == Itself)
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var key) && key.ValueKind == JsonValueKind.String ? key.GetString() : null;
    }
}
