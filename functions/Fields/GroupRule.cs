using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>An object with fields of its own, which have one owner together.</summary>
internal sealed record GroupRule(params IReadOnlyList<SettingsField> Fields) : FieldRule
{
    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Object)
            SettingsField.CheckAll($"{path}.", Fields, value, bounds, errors);
        else
            errors.Add(path, "must be an object.");
    }

    public override IEnumerable<FoundReference> References(string path, JsonElement value) => Fields
        .Where(field => value.TryGetProperty(field.Name, out var given) && given.ValueKind != JsonValueKind.Null)
        .SelectMany(field => field.Rule.References($"{path}.{field.Name}", value.GetProperty(field.Name)));

    public override string Says(SettingsBounds bounds) => string.Join("; ", Fields.Select(field => $"`{field.Name}`: {field.Rule.Says(bounds)}"));

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "object");
        SettingsField.WriteProperties(schema, Fields, bounds, defaults: default);
    }
}
