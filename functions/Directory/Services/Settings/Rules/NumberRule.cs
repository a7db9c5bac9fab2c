using System.Text.Json;
using System.Text.RegularExpressions;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings.Rules;

/// <summary>A phone number as ITU-T E.164 writes it.</summary>
internal sealed partial record NumberRule : FieldRule
{
    private const string Form = @"^\+[1-9][0-9]{1,14}$";

    /// <summary>Whether a user principal name is one too.</summary>
    public bool OrUpn { get; init; }

    [GeneratedRegex(Form, RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind == JsonValueKind.String && (IsNumber(value.GetString()!) || (OrUpn && value.GetString()!.Length <= 128 && UpnRule.IsUpn(value.GetString()!))))
            return;
        errors.Add(path, $"must be {Kind} such as +41440000000.");
    }

    public override string Says(SettingsBounds bounds) => $"{Kind} such as `+41440000000`";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        if (!OrUpn)
            schema.WriteString("pattern", Form);
    }

    private string Kind => OrUpn ? "a user principal name, or a phone number in E.164 form" : "a phone number in E.164 form";

    // The pattern's end would let a line break pass.
    private static bool IsNumber(string text) => !text.EndsWith('\n') && Pattern.IsMatch(text);
}
