using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A time of day, <c>08:30</c>; <c>24:00</c> is the day's end.</summary>
internal sealed record TimeRule : FieldRule
{
    private const int MinutesOfADay = 24 * 60;
    private const string Pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String || Minutes(value.GetString()!) is null)
            errors.Add(path, "must be a time from 00:00 to 24:00 such as 08:30.");
    }

    /// <summary>Minutes since midnight, 0 to 1,440; null: it is no time.</summary>
    public static int? Minutes(string text)
    {
        if (text == "24:00")
            return MinutesOfADay;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;
    }

    public override string Says(SettingsBounds bounds) => "a time of day from `00:00` to `24:00`";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteString("pattern", Pattern);
    }
}
