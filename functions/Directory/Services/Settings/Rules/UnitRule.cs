using System.Text.Json;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings.Rules;

/// <summary>The id of an organization unit. Whether there is one is asked of the store afterwards.</summary>
internal sealed record UnitRule : FieldRule
{
    private static readonly GuidRule Id = new() { IsRequired = true };

    public override bool IsOptional => false;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors) => Id.Check(path, value, bounds, errors);

    public override string Says(SettingsBounds bounds) => "the id of an organization unit";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds) => Id.WriteSchema(schema, bounds);
}
