using System.Text.Json;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>When something is open: hours of the week and special days in a time zone. Pure decisions.</summary>
/// <param name="Zone">The zone that the hours are of.</param>
/// <param name="Weekly">Hours of each day of the week.</param>
/// <param name="SpecialDays">Days with hours of their own, or none.</param>
internal sealed record OpeningSchedule(TimeZoneInfo Zone, ILookup<DayOfWeek, OpenHours> Weekly, IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenHours>> SpecialDays)
{
    public static SettingsField From { get; } = new("from", new TimeRule { IsRequired = true }, "From when on, inclusive.");

    public static SettingsField To { get; } = new("to", new TimeRule { IsRequired = true }, "Until when, exclusive.");

    /// <summary>Whether it is open at a moment. Where a clock is set back an hour comes twice, where it is set forward one does not come.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var local = Local(at);
        var day = DateOnly.FromDateTime(local.DateTime);
        var minute = (local.Hour * 60) + local.Minute;
        var hours = SpecialDays.TryGetValue(day, out var special) ? special : Weekly[day.DayOfWeek];
        return hours.Any(range => range.From <= minute && minute < range.To);
    }

    /// <summary>The moment as the clocks of the zone show it.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Reads a document that was found sound.</summary>
    public static OpeningSchedule Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new(
            TimeZoneInfo.FindSystemTimeZoneById(root.GetProperty("timeZone").GetString()!),
            root.GetProperty("weekly").EnumerateArray().ToLookup(range => Enum.Parse<DayOfWeek>(range.GetProperty("day").GetString()!), Hours),
            root.GetProperty("specialDays").EnumerateArray().ToDictionary(
                day => DayRule.Parse(day.GetProperty("date").GetString()!), day => (IReadOnlyList<OpenHours>)[.. HoursOf(day).Select(Hours)]));
    }

    /// <summary>Every range ends after it begins, and none of a day overlaps another.</summary>
    public static void Check(JsonElement document, ValidationErrors errors)
    {
        var weekly = document.GetProperty("weekly").EnumerateArray().Select((range, place) => (Path: $"weekly[{place}]", Day: range.GetProperty("day").GetString(), Hours: Hours(range)));
        foreach (var day in weekly.GroupBy(range => range.Day))
            Check(day.Select(range => (range.Path, range.Hours)), errors);
        foreach (var (day, place) in document.GetProperty("specialDays").EnumerateArray().Select((day, place) => (day, place)))
            Check(HoursOf(day).Select((range, at) => ($"specialDays[{place}].hours[{at}]", Hours(range))), errors);
    }

    private static void Check(IEnumerable<(string Path, OpenHours Hours)> day, ValidationErrors errors)
    {
        var end = 0;
        foreach (var (path, hours) in day.OrderBy(range => range.Hours.From))
        {
            if (hours.From >= hours.To)
                errors.Add($"{path}.to", "must be later than from; hours beyond midnight are two entries.");
            else if (hours.From < end)
                errors.Add($"{path}.from", "overlaps other hours of the day.");
            end = Math.Max(end, hours.To);
        }
    }

    private static IEnumerable<JsonElement> HoursOf(JsonElement day)
    {
        if (!day.TryGetProperty("hours", out var hours))
            yield break;
        foreach (var range in hours.EnumerateArray())
            yield return range;
    }

    private static OpenHours Hours(JsonElement range) => new(Of(range, "from"), Of(range, "to"));

    private static int Of(JsonElement range, string name) => TimeRule.Minutes(range.GetProperty(name).GetString()!)!.Value;
}

/// <summary>A stretch of a day, in minutes since midnight.</summary>
/// <param name="From">Inclusive, 0 to 1,439.</param>
/// <param name="To">Exclusive, 1 to 1,440.</param>
internal sealed record OpenHours(int From, int To);
