using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>What <c>GET …/users/{u}/states</c> is asked for.</summary>
/// <param name="From">States that ended then or later.</param>
/// <param name="To">States that ended then or earlier.</param>
/// <param name="Top">At most so many, 1 to 1,000.</param>
/// <param name="After">The end of the last one of the page before; null: from the start.</param>
internal sealed record UserStatesQuery(DateTimeOffset From, DateTimeOffset To, int Top, DateTimeOffset? After)
{
    /// <summary>The store looks at all states of all users of these days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const int UsualTop = 200;
    private const int MostTop = 1000;

    public static (UserStatesQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, ["from", "to"], errors);
        var (from, to) = (Time("from", query.Value("from"), errors), Time("to", query.Value("to"), errors));
        var after = page.From(Place, errors);
        var end = to ?? now;
        var start = from ?? end.AddDays(-1);
        if (!errors.Any && (start > end || end - start > Longest))
            errors.Add("from", $"must lie before to, by at most {Longest.TotalDays:0} days.");
        // Days are walked from there on.
        if (after is { } place && end.UtcTicks - place.UtcTicks > Longest.Ticks)
            Paging.Refuse(errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(start, end, page.Top, after), null);
    }

    public static string Write(DateTimeOffset place) => ContinuationToken.Encode(place.UtcTicks);

    private static DateTimeOffset? Place(string token) =>
        ContinuationToken.DecodeNumber(token) is { } ticks && ticks < DateTimeOffset.MaxValue.AddDays(-1).UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private static DateTimeOffset? Time(string name, string? value, ValidationErrors errors)
    {
        if (value is null)
            return null;
        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 2000 and < 9000)
            return time.ToUniversalTime();
        errors.Add(name, "must be a time such as 2026-01-31T08:00:00Z.");
        return null;
    }
}
