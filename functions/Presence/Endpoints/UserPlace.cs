using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>
/// Where a page of a list that changes all the time begins: behind the last user of the page before, wherever that one
/// is by now; where it is no longer in the list, behind as many as were shown. It tells nothing of anybody's time.
/// </summary>
/// <param name="Shown">How many were on the pages before.</param>
/// <param name="After">The last one of them, or empty.</param>
internal sealed record UserPlace(int Shown, string After)
{
    public static UserPlace Start { get; } = new(0, "");

    public string Write() => ContinuationToken.Encode(string.Create(CultureInfo.InvariantCulture, $"{Shown}|{After}"));

    /// <summary>Null where the text is no place.</summary>
    public static UserPlace? Parse(string token) =>
        ContinuationToken.Decode(token)?.Split('|') is [var shown, var after]
        && int.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && Guid.TryParseExact(after, "D", out _)
            ? new(count, after)
            : null;

    /// <summary>How many users of a list to pass over.</summary>
    public int SkipIn(IReadOnlyList<string> users)
    {
        for (var place = 0; place < users.Count; place++)
        {
            if (users[place] == After)
                return place + 1;
        }

        return Shown;
    }
}
