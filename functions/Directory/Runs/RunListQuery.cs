using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Runs;

/// <summary>What a caller wants of the list of runs: values in, a value or everything that is wrong out.</summary>
/// <param name="Top">Runs a page, 1 to 200.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="At">The day to begin with; days are walked backwards.</param>
/// <param name="Before">Only runs of that day that sort before this row key; null: all.</param>
internal sealed record RunListQuery(int Top, DateTimeOffset From, DateTimeOffset At, string? Before)
{
    private const int DefaultTop = 50;
    private const int MostTop = 200;
    private const int DefaultDays = 30;
    private const int MostDays = 366;
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Known = ["top", "continuation", "from", "to"];

    public static (RunListQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        foreach (var unknown in query.Keys.Except(Known, StringComparer.OrdinalIgnoreCase))
            errors.Add(Printable.Short(unknown), "is not a known parameter.");
        var top = DefaultTop;
        if (query["top"].FirstOrDefault() is { } wanted
            && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > MostTop))
            errors.Add("top", $"must be a number from 1 to {MostTop}.");
        var to = DayOf("to", new(now.UtcDateTime.Date, TimeSpan.Zero));
        var from = DayOf("from", to.AddDays(-DefaultDays));
        if (from > to || (to - from).TotalDays > MostDays)
            errors.Add("from", $"must be a day up to 'to', and at most {MostDays} days before it.");
        var (at, before) = (to, (string?)null);
        if (query["continuation"].FirstOrDefault() is { } continuation && !TryRead(continuation, out at, out before))
            errors.Add("continuation", "must be the continuation of an earlier answer.");
        return errors.Any ? (null, errors.ToProblem()) : (new(top, from, at, before), null);

        DateTimeOffset DayOf(string name, DateTimeOffset otherwise)
        {
            if (query[name].FirstOrDefault() is not { } text)
                return otherwise;
            if (DateTimeOffset.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
                && day.Year is > 1700 and < 9000)
                return day;
            errors.Add(name, $"must be a day such as {now.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture)}.");
            return otherwise;
        }
    }

    /// <summary>Where the next page begins.</summary>
    public static string Continue(DateTimeOffset day, string? before) => ContinuationToken.Encode(
        $"{day.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture)}/{before}");

    private static bool TryRead(string continuation, out DateTimeOffset at, out string? before)
    {
        (at, before) = (default, null);
        if (ContinuationToken.Decode(continuation)?.Split('/', 2) is not [var day, var key]
            || !DateTimeOffset.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
            return false;
        before = key.Length == 0 ? null : key;
        return true;
    }
}
