using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A day of the calendar, <c>2030-12-24</c>.</summary>
internal sealed record DayRule : FieldRule
{
    private const string Form = "yyyy-MM-dd";

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String || !DateOnly.TryParseExact(value.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            errors.Add(path, "must be a day such as 2030-12-24.");
    }

    /// <exception cref="FormatException">It is no day that <see cref="Check"/> let through.</exception>
    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);

    public override string Says(SettingsBounds bounds) => "a day such as `2030-12-24`";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteString("format", "date");
    }
}
