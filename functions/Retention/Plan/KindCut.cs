using System.Globalization;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Retention.Plan;

/// <summary>What of a source is over.</summary>
/// <param name="Source">The rows.</param>
/// <param name="Before">Rows whose own time lies before this go: a full hour in UTC.</param>
internal sealed record KindCut(RowSource Source, DateTimeOffset Before)
{
    /// <summary>
    /// A row that was stamped by a clock an hour slow is looked at by one that is an hour fast: with two hours nothing goes
    /// before its time, and most of the 24 hours is left for the work.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(2);

    /// <summary>The day that is cut; all before it are over wholly.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Before.UtcDateTime);

    /// <summary>Row keys of that day that sort before this are over.</summary>
    public string TimeOfDay => Before.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture);

    /// <summary>The same with the day, for keys that hold both.</summary>
    public string DayAndTime => Before.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>What is over at a time.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="days">The days in force.</param>
    /// <param name="now">Now, by a clock that is at most an hour wrong.</param>
    public static KindCut Of(RowSource source, RetentionDays days, DateTimeOffset now)
    {
        var over = now.ToUniversalTime() - Margin - TimeSpan.FromDays(source.DaysOf(days));
        return new(source, new(over.Ticks - (over.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero));
    }
}
