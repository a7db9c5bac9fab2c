using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>One of some words, spelled exactly.</summary>
internal sealed record WordRule(params string[] Words) : FieldRule
{
    public override bool IsOptional => false;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
            errors.Add(path, $"must be one of {string.Join(", ", Words)}.");
        else
            errors.OneOf(path, value.GetString(), Words);
    }

    public override string Says(SettingsBounds bounds) => string.Join(", ", Words.Select(word => $"`{word}`"));

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        schema.WriteStartArray("enum");
        foreach (var word in Words)
            schema.WriteStringValue(word);
        schema.WriteEndArray();
    }
}
