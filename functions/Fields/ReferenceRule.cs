using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>The id of a configuration entity. Whether there is one, and where it lies, is asked of the store afterwards.</summary>
/// <param name="Kind">The entity's kind, as in addresses.</param>
internal sealed record ReferenceRule(string Kind) : FieldRule
{
    private static readonly GuidRule Id = new();

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors) => Id.Check(path, value, bounds, errors);

    public override IEnumerable<FoundReference> References(string path, JsonElement value) =>
        [new(path, Kind, Guid.ParseExact(value.GetString()!, "D").ToString("D"))];

    public override string Says(SettingsBounds bounds) => $"the id of one of `{Kind}`, in the same organization unit or above";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteString("format", "uuid");
    }
}
