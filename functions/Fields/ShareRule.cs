using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A percentage.</summary>
internal sealed record ShareRule : FieldRule
{
    public override bool IsOptional => false;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Number || value.GetDouble() is not (>= 0 and <= 100))
            errors.Add(path, $"must be a number from 0 to 100{(value.ValueKind == JsonValueKind.Number ? $", it is {value.GetRawText()[..Math.Min(20, value.GetRawText().Length)]}" : "")}.");
    }

    public override string Says(SettingsBounds bounds) => "a number from 0 to 100";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        schema.WriteString("type", "number");
        schema.WriteNumber("minimum", 0);
        schema.WriteNumber("maximum", 100);
    }
}
