using NCrontab;

namespace NimbusFunctions.Local.Host;

/// <summary>A timer's NCRONTAB expression: six fields with seconds, or five without. Times are UTC, as in Azure.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule schedule;

    private TimerSchedule(CrontabSchedule schedule) => this.schedule = schedule;

    /// <exception cref="FormatException">It is no NCRONTAB expression.</exception>
    public static TimerSchedule Parse(string expression)
    {
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return CrontabSchedule.TryParse(expression, new() { IncludingSeconds = fields == 6 }) is { } schedule
            ? new(schedule)
            : throw new FormatException($"the schedule '{expression}' is not an NCRONTAB expression like '0 */5 * * * *'");
    }

    public DateTimeOffset Next(DateTimeOffset after) => new(schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    /// <summary>Whether any of the next occurrences are closer than a minute: then the host keeps no schedule status.</summary>
    public bool IsUnderAMinute(DateTimeOffset now)
    {
        for (var i = 0; i < 5; i++)
        {
            var next = Next(now);
            if (i > 0 && next - now < TimeSpan.FromMinutes(1))
                return true;
            now = next;
        }

        return false;
    }
}
