using System.Globalization;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Local.Commands.Journal;

/// <summary>Turns an invocation into a line, and says whether anybody wants to read it.</summary>
internal static class InvocationLine
{
    /// <summary>Timers that went well say nothing: what they caused has a line of its own. Nor do questions about health.</summary>
    public static bool IsQuiet(InvocationEntry entry) =>
        entry.Succeeded && (entry.Trigger == "timer" || (entry.Trigger == "http" && entry.Function == "Health"));

    /// <summary>Time of day, function, outcome, duration, and what there is to say.</summary>
    /// <param name="entry">The invocation.</param>
    /// <param name="zone">Whose time of day.</param>
    public static string Write(InvocationEntry entry, TimeZoneInfo zone)
    {
        var ended = TimeZoneInfo.ConvertTime(entry.Started + entry.Duration, zone);
        var outcome = entry.Succeeded ? "ok" : "FAILED";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ended:HH:mm:ss}  {entry.Function,-24} {outcome,-6} {Duration(entry.Duration),8}  {FirstLine(entry.Detail)}").TrimEnd();
    }

    private static string Duration(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    private static string FirstLine(string? detail) => detail?.Split('\n')[0].TrimEnd() ?? "";
}
