using System.Text.Json;
using System.Text.RegularExpressions;
using NimbusFunctions.Fields;
using NimbusFunctions.Storage;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings.Rules;

/// <summary>A user principal name.</summary>
internal sealed partial record UpnRule : FieldRule
{
    private const int Longest = 128;
    private const string Form = @"^[^@\s/\\#?%]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$";

    [GeneratedRegex(Form, RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }

    public override string Missing => "must not be empty.";

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(path, "must be a text.");
            return;
        }

        errors.Text(path, value.GetString(), Longest, required: true);
        if (value.GetString() is { Length: > 0 } upn && !IsUpn(upn))
            errors.Add(path, "must be a user principal name such as service@contoso.example.");
    }

    // The pattern is the schema's: its end lets a line break pass, and not all that it takes can be a key.
    public static bool IsUpn(string text) => !text.EndsWith('\n') && Pattern.IsMatch(text) && StoreKey.CanBe("", text);

    public override string Says(SettingsBounds bounds) => $"a user principal name, at most {Longest} characters";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteNumber("maxLength", Longest);
        schema.WriteString("pattern", Form);
    }
}
