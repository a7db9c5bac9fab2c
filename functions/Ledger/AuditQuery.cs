using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Ledger;

/// <summary>What a caller wants of the audit: values in, a value or everything that is wrong out.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Top">Lines a page, 1 to 1,000.</param>
/// <param name="After">Only lines whose key sorts behind this one; empty: from the day's first on.</param>
internal sealed record AuditQuery(DateTimeOffset Day, int Top, string After)
{
    private const int UsualTop = 100;
    private const int MostTop = 1_000;
    private const int LongestKey = 256;
    private const char Between = '/';
    private const string DayFormat = "yyyy-MM-dd";
    private const string DayName = "day";

    /// <param name="query">The call's.</param>
    /// <param name="now">Now: a call that names no day means this one.</param>
    public static (AuditQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, [DayName], errors);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var named = NamedDay(query, today, errors);
        var (day, after) = page.From(Read, errors) ?? (named ?? today, "");
        if (named is not null && day != named)
            Paging.Refuse(errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(day, page.Top, after), null);
    }

    /// <summary>Where the next page of the day begins.</summary>
    public string Continue(string last) => ContinuationToken.Encode($"{Day.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}{Between}{last}");

    private static (DateTimeOffset Day, string After)? Read(string token) =>
        ContinuationToken.Decode(token)?.Split(Between, 2) is [var day, { Length: > 0 and <= LongestKey } key]
            && TryDay(day, out var at) && key.All(char.IsAscii) && !key.Any(char.IsControl)
            ? (at, key)
            : null;

    private static DateTimeOffset? NamedDay(IQueryCollection query, DateTimeOffset today, ValidationErrors errors)
    {
        if (query.Value(DayName) is not { } named)
            return null;
        if (TryDay(named, out var day))
            return day;
        errors.Add(DayName, $"must be a day such as {today.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}.");
        return null;
    }

    private static bool TryDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day) && day.Year is > 1700 and < 9000;
}
