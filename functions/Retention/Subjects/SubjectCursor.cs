using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Where a page of an export begins.</summary>
/// <param name="Export">The same in all pages of one export, so that it leaves one receipt.</param>
/// <param name="Items">How many the pages before had.</param>
/// <param name="At">The last row that was looked at.</param>
internal sealed record SubjectCursor(Guid Export, long Items, SubjectPosition At)
{
    private const char Between = '\n';

    public static SubjectCursor New() => new(Guid.NewGuid(), 0, SubjectPosition.Start);

    public string Write() => ContinuationToken.Encode(string.Join(
        Between,
        Export.ToString("N"),
        Items.ToString(CultureInfo.InvariantCulture),
        At.Place.ToString(CultureInfo.InvariantCulture),
        At.Partition,
        At.Row));

    /// <summary>Null where the text was not made by <see cref="Write"/>.</summary>
    public static SubjectCursor? Parse(string token) =>
        ContinuationToken.Decode(token)?.Split(Between) is [var export, var items, var place, var partition, var row]
        && Guid.TryParseExact(export, "N", out var id)
        && long.TryParse(items, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < SubjectPlaces.All.Length
            ? new(id, count, new(number, partition, row))
            : null;
}
