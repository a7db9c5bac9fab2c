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
    private const int UsualTop = 50;
    private const int MostTop = 200;
    private const int UsualDays = 30;
    private const int MostDays = 366;
    private const string Day = "yyyy-MM-dd";

    public static (RunListQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, ["from", "to"], errors);
        var to = DayOf("to", new(now.UtcDateTime.Date, TimeSpan.Zero));
        var from = DayOf("from", to.AddDays(-UsualDays));
        if (from > to || (to - from).TotalDays > MostDays)
            errors.Add("from", $"must be a day up to 'to', and at most {MostDays} days before it.");
        var (at, before) = page.From(PlaceOf, errors) ?? (to, null);
        return errors.Any ? (null, errors.ToProblem()) : (new(page.Top, from, at, before), null);

        DateTimeOffset DayOf(string name, DateTimeOffset otherwise)
        {
            if (query.Value(name) is not { } text)
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

    private static (DateTimeOffset At, string? Before)? PlaceOf(string continuation) =>
        ContinuationToken.Decode(continuation)?.Split('/', 2) is [var day, var key]
        && DateTimeOffset.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at, key.Length == 0 ? null : key)
            : null;
}
