using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>On or off.</summary>
internal sealed record SwitchRule : FieldRule
{
    public override bool IsOptional => false;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            errors.Add(path, "must be true or false.");
    }

    public override string Says(SettingsBounds bounds) => "`true` or `false`";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds) => schema.WriteString("type", "boolean");
}
