using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Reads the rows of a place, from behind a position on.</summary>
internal sealed class SubjectWalk(StoreTables tables)
{
    /// <summary>Pages of rows; a recorded block in several rows comes whole.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        string tenant, string user, SubjectPosition from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var place = SubjectPlaces.All[from.Place];
        foreach (var rest in Behind(from))
        {
            // Both hold: a position that somebody made up leads to no other tenant's rows.
            var rows = tables.Open(place.Table).QueryAsync<TableEntity>(place.Filter(tenant, user) + rest, null, null, cancellation);
            var begun = new List<TableEntity>();
            await foreach (var page in rows.AsPages())
            {
                List<TableEntity> read = [.. begun, .. page.Values];
                var whole = place.Deed == SubjectDeed.Recording ? read.FindLastIndex(RecordedRun.EndsBlock) + 1 : read.Count;
                begun = read[whole..];
                if (whole > 0)
                    yield return read[..whole];
            }

            // Cut off by a crash.
            if (begun.Count > 0)
                yield return begun;
        }
    }

    /// <summary>The rest of the position's partition, and then those behind it.</summary>
    private static string[] Behind(SubjectPosition from) => from.Partition.Length == 0
        ? [""]
        :
        [
            TableClient.CreateQueryFilter($" and PartitionKey eq {from.Partition} and RowKey gt {from.Row}"),
            TableClient.CreateQueryFilter($" and PartitionKey gt {from.Partition}"),
        ];

    /// <summary>Whether keys or texts of a row name the person; texts in parts are looked at as a whole.</summary>
    public static bool Names(SubjectNames names, TableEntity row) =>
        names.IsIn(row.RowKey)
        || row.Any(column => column.Value is string text && !IsSystem(column.Key) && names.IsIn(text))
        || TextParts.Cut(row).Any(whole => names.IsIn(whole.Text));

    public static bool IsSystem(string column) => column is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag";
}
