using System.Text.Json;
using System.Text.RegularExpressions;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A time zone by its IANA name.</summary>
internal sealed partial record TimeZoneRule : FieldRule
{
    private const int Longest = 64;

    // The name is looked up as a file: nothing in it leads out of the folder of time zones.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex Name { get; }

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: <= Longest } name || !Name.IsMatch(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))
            errors.Add(path, "must be the IANA name of a time zone such as Europe/Zurich.");
    }

    public override string Says(SettingsBounds bounds) => "the IANA name of a time zone such as `Europe/Zurich`";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteNumber("maxLength", Longest);
    }
}
