using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Collects what is held on a person, a page at a time.</summary>
internal sealed class SubjectExport(StoreTables tables, UserStore users, ErasureBook book, TimeProvider time)
{
    public const int MostItems = 1_000;

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SubjectWalk walk = new(tables);

    /// <returns>The items, and where it goes on; null: nowhere, and the receipt is written.</returns>
    public async Task<(IReadOnlyList<SubjectItem> Items, SubjectCursor? Next)> PageAsync(
        string tenant, string user, SubjectCursor cursor, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var names = (await NamesAsync(users, tenant, user, cancellation)).Unmistakable();
        var items = new List<SubjectItem>();
        for (var at = cursor.At; ; at = at.NextPlace())
        {
            if (at.IsEnd)
            {
                await book.NoteExportAsync(tenant, cursor.Export, cursor.Items + items.Count, time.GetUtcNow(), cancellation);
                return (items, null);
            }

            var place = SubjectPlaces.All[at.Place];
            using var recorded = new RecordedRun();
            await foreach (var page in walk.PagesAsync(tenant, user, at, cancellation))
            {
                foreach (var row in page)
                {
                    var item = place.Deed == SubjectDeed.Recording
                        ? Whole(place, row, recorded, names)
                        : SubjectItems.Of(place, row, names);
                    if (item is not null)
                        items.Add(item);
                    at = at with { Partition = row.PartitionKey, Row = row.RowKey };
                    // A block in several rows is shown with its last one: no page ends between them.
                    if (items.Count >= MostItems && IsWhole(place, row))
                        return Cut(at);
                }

                if (time.GetElapsedTime(begun) >= Longest && page.Count > 0 && IsWhole(place, page[^1]))
                    return Cut(at);
            }
        }

        (IReadOnlyList<SubjectItem>, SubjectCursor?) Cut(SubjectPosition reached) =>
            (items, cursor with { Items = cursor.Items + items.Count, At = reached });
    }

    /// <summary>What the person is called, as far as the user's row says.</summary>
    public static async Task<SubjectNames> NamesAsync(UserStore users, string tenant, string user, CancellationToken cancellation)
    {
        var details = (await users.FindAsync(tenant, user, cancellation))?.Details ?? UserDetails.None;
        return new(user, [details.UserPrincipalName, details.Mail, details.DisplayName, $"{details.GivenName} {details.Surname}"]);
    }

    private static SubjectItem? Whole(SubjectPlace place, TableEntity row, RecordedRun recorded, SubjectNames names)
    {
        var lines = recorded.Take(row);
        return IsWhole(place, row) ? SubjectItems.OfBlock(place, row, lines, names) : null;
    }

    private static bool IsWhole(SubjectPlace place, TableEntity row) =>
        place.Deed != SubjectDeed.Recording || RecordedRun.EndsBlock(row);
}
