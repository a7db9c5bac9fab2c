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
    private const string TopName = "top";
    private const string DayName = "day";
    private const string ContinuationName = "continuation";

    private static readonly string[] Known = [DayName, TopName, ContinuationName];

    /// <param name="query">The call's.</param>
    /// <param name="now">Now: a call that names no day means this one.</param>
    public static (AuditQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        foreach (var (name, values) in query)
        {
            if (!Known.Contains(name))
                errors.Add(Printable.Short(name), $"is not a parameter; there are {string.Join(", ", Known)}.");
            else if (values.Count != 1)
                errors.Add(name, "must be given once.");
        }

        var (day, top, after) = (new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), UsualTop, "");
        if (query.TryGetValue(TopName, out var wanted)
            && (!int.TryParse(wanted.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > MostTop))
            errors.Add(TopName, $"must be a number from 1 to {MostTop}.");
        if (query.TryGetValue(DayName, out var named) && !TryDay(named.ToString(), out day))
            errors.Add(DayName, $"must be a day such as {now.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}.");
        if (query.TryGetValue(ContinuationName, out var token))
        {
            if (Read(token.ToString()) is not { } place)
                errors.Add(ContinuationName, "must be the continuation of an earlier answer.");
            else if (query.ContainsKey(DayName) && place.Day != day)
                errors.Add(ContinuationName, "must be the continuation of an answer for this day.");
            else
                (day, after) = place;
        }

        return errors.Any ? (null, errors.ToProblem()) : (new(day, top, after), null);
    }

    /// <summary>Where the next page of the day begins.</summary>
    public string Continue(string last) => ContinuationToken.Encode($"{Day.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}{Between}{last}");

    private static (DateTimeOffset Day, string After)? Read(string token) =>
        ContinuationToken.Decode(token)?.Split(Between, 2) is [var day, { Length: > 0 and <= LongestKey } key]
            && TryDay(day, out var at) && key.All(char.IsAscii) && !key.Any(char.IsControl)
            ? (at, key)
            : null;

    private static bool TryDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day) && day.Year is > 1700 and < 9000;
}
