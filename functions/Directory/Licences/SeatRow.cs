using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Directory.Licences;

/// <summary>
/// Seats in the table <c>Tenants</c>: partition <c>{tenant}|seats</c>, rows <c>seat|{licence}|{who}</c>, and <c>count</c> with a
/// column per licence. Whoever takes or gives back changes the count in the same transaction, over the row that was read.
/// </summary>
internal static class SeatRow
{
    public const string Count = "count";
    private const string Prefix = "seat|";

    public static string Partition(string tenant) => $"{tenant}|seats";

    public static string Key(string licence, string who) => $"{Prefix}{licence}|{who}";

    /// <summary>The seats of one licence.</summary>
    public static string Filter(string tenant, string licence) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {Partition(tenant)} and RowKey ge {Key(licence, "")} and RowKey lt {Prefix + licence + "}"}");

    public static string LicenceOf(TableEntity row) => row.RowKey.Split('|', 3)[1];

    public static string WhoOf(TableEntity row) => row.RowKey.Split('|', 3)[2];

    /// <summary>Writes the counts over what was read.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="counts">How many of each are taken.</param>
    /// <param name="over">The tag of the row that was read; null: there was none.</param>
    public static TableTransactionAction WriteCounts(string tenant, IReadOnlyDictionary<string, int> counts, ETag? over)
    {
        var row = new TableEntity(Partition(tenant), Count);
        foreach (var (licence, count) in counts)
            row[licence] = count;
        return over is { } tag ? new(TableTransactionActionType.UpdateReplace, row, tag) : new(TableTransactionActionType.Add, row);
    }

    public static Dictionary<string, int> ReadCounts(NullableResponse<TableEntity> row) =>
        LicenceCatalogue.Names.ToDictionary(licence => licence, licence => row.HasValue ? row.Value!.GetInt32(licence) ?? 0 : 0, StringComparer.Ordinal);
}
