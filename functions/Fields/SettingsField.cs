using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A field of a section. Who may read and write it stands in the permission table.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Rule">What it may hold.</param>
/// <param name="Says">What it means, in a sentence without its range.</param>
/// <param name="Reader">What reads it and what then changes; for another system: <c>Stored for …</c>, and through which endpoint.</param>
internal sealed record SettingsField(string Name, FieldRule Rule, string Says, string Reader = "")
{
    /// <summary>Its place in the product's own pages, e.g. <c>General &gt; Tenant Information &gt; Name</c>; null: an addition of ours.</summary>
    public string? Place { get; init; }

    /// <summary>Its role rows in the product's matrix are about another field or none: the decision is ours and stands in <c>docs/settings.md</c>.</summary>
    public string? Decided { get; init; }

    /// <summary>Names everything that is wrong with an object's fields.</summary>
    public static void CheckAll(string prefix, IReadOnlyList<SettingsField> fields, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (fields.All(field => field.Name != property.Name))
                errors.Add(prefix + Printable.Short(property.Name), "is not a known field.");
        }

        foreach (var field in fields)
        {
            if (value.TryGetProperty(field.Name, out var given) && given.ValueKind != JsonValueKind.Null)
                field.Rule.Check(prefix + field.Name, given, bounds, errors);
            else if (given.ValueKind == JsonValueKind.Null && !field.Rule.IsOptional)
                errors.Add(prefix + field.Name, "must not be null.");
            else if (field.Rule.IsRequired)
                errors.Add(prefix + field.Name, field.Rule.Missing);
        }
    }

    /// <summary>Writes the schema of an object with these fields.</summary>
    /// <param name="schema">Where to.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="bounds">What the operator allows.</param>
    /// <param name="defaults">What holds where a field is left out; undefined: that is not told.</param>
    public static void WriteProperties(Utf8JsonWriter schema, IReadOnlyList<SettingsField> fields, SettingsBounds bounds, JsonElement defaults)
    {
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteStartObject("properties");
        foreach (var field in fields)
        {
            schema.WriteStartObject(field.Name);
            schema.WriteString("description", field.Says);
            field.Rule.WriteSchema(schema, bounds);
            if (defaults.ValueKind == JsonValueKind.Object && defaults.TryGetProperty(field.Name, out var usual))
            {
                schema.WritePropertyName("default");
                usual.WriteTo(schema);
            }

            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        var required = fields.Where(field => field.Rule.IsRequired).ToList();
        if (required.Count == 0)
            return;
        schema.WriteStartArray("required");
        required.ForEach(field => schema.WriteStringValue(field.Name));
        schema.WriteEndArray();
    }
}
