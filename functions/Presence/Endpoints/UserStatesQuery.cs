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

    private const int DefaultTop = 200;
    private const int MostTop = 1000;

    public static (UserStatesQuery? Query, Problem? Problem) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        DateTimeOffset? from = null, to = null, after = null;
        var top = DefaultTop;
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (values.Count != 1)
                errors.Add(Printable.Short(name), "must be given once.");
            else if (name == "from")
                from = Time(name, value, errors);
            else if (name == "to")
                to = Time(name, value, errors);
            else if (name == "top" && (!int.TryParse(value, null, out top) || top is < 1 or > MostTop))
                errors.Add(name, $"must be a number from 1 to {MostTop}.");
            else if (name == "continuation" && (after = Place(value)) is null)
                errors.Add(name, "must be the continuation of an earlier answer.");
            else if (name is not ("top" or "continuation"))
                errors.Add(Printable.Short(name), "is not a parameter; there are from, to, top, continuation.");
        }

        var end = to ?? now;
        var start = from ?? end.AddDays(-1);
        if (!errors.Any && (start > end || end - start > Longest))
            errors.Add("from", $"must lie before to, by at most {Longest.TotalDays:0} days.");
        return errors.Any ? (null, errors.ToProblem()) : (new(start, end, top, after), null);
    }

    public static string Write(DateTimeOffset place) => ContinuationToken.Encode(place.UtcTicks.ToString(CultureInfo.InvariantCulture));

    private static DateTimeOffset? Place(string token) =>
        long.TryParse(ContinuationToken.Decode(token), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks < DateTimeOffset.MaxValue.AddDays(-1).UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private static DateTimeOffset? Time(string name, string value, ValidationErrors errors)
    {
        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 2000 and < 9000)
            return time.ToUniversalTime();
        errors.Add(name, "must be a time such as 2026-01-31T08:00:00Z.");
        return null;
    }
}
