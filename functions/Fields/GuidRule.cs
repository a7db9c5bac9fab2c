using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>An object id.</summary>
internal sealed record GuidRule : FieldRule
{
    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
            errors.Add(path, "must be a GUID such as 00000000-0000-0000-0000-000000000001.");
        else
            errors.Guid(path, value.GetString());
    }

    public override string Says(SettingsBounds bounds) => "a GUID";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteString("format", "uuid");
    }
}
