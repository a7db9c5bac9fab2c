using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Retention.Purge;

/// <summary>A range of rows of one partition that are over, or among which those are that are.</summary>
/// <param name="Cut">What of the source is over.</param>
/// <param name="Day">The day, where they lie by days.</param>
/// <param name="Partition">The partition.</param>
/// <param name="First">No row key sorts before it.</param>
/// <param name="End">Every row key sorts before it; null: the partition's end.</param>
internal sealed record Stretch(KindCut Cut, DateOnly? Day, string Partition, string First, string? End)
{
    public RowSource Source => Cut.Source;

    /// <summary>The rows as a filter.</summary>
    public string Filter => Of(Partition, First, End);

    /// <summary>Whether a row of the source may go by this cut, wherever in the partition it lies.</summary>
    public bool Lets(TableEntity row) =>
        (End is null || string.CompareOrdinal(row.RowKey, End) < 0) && IsOver(Source, row, Cut.Before);

    /// <summary>Rows between two keys, both of them too.</summary>
    public static string Between(string partition, string first, string last) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");

    /// <summary>Whether a row of the range is over.</summary>
    public static bool IsOver(RowSource source, TableEntity row, DateTimeOffset before) =>
        source.TimeOf is not { } timeOf || timeOf(row) < before;

    private static string Of(string partition, string first, string? end)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        if (first.Length > 0)
            filter += TableClient.CreateQueryFilter($" and RowKey ge {first}");
        return end is null ? filter : filter + TableClient.CreateQueryFilter($" and RowKey lt {end}");
    }
}
