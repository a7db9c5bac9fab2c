using Azure.Data.Tables;

namespace NimbusFunctions.Retention.Kinds;

/// <summary>Rows of one kind in one table: where they lie, and how they tell their time.</summary>
/// <param name="Name">Names the source in cursors and receipts; stored, so it never changes.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Table">The table, one of <c>StoreTables.Names</c>.</param>
/// <param name="Layout">How they lie there.</param>
internal sealed record RowSource(string Name, DataKind Kind, string Table, RowLayout Layout)
{
    /// <summary>What stands between the tenant and the day in the partition's key, e.g. <c>task|</c>.</summary>
    public string Infix { get; init; } = "";

    /// <summary>Row keys of a range begin with it.</summary>
    public string RowPrefix { get; init; } = "";

    /// <summary>The columns that <see cref="TimeOf"/> needs; empty where the keys tell the time.</summary>
    public IReadOnlyList<string> TimeColumns { get; init; } = [];

    /// <summary>A row's own time by its columns; null: it is not one of those that go.</summary>
    public Func<TableEntity, DateTimeOffset?>? TimeOf { get; init; }

    /// <summary>Kept no longer than so many days, whatever the tenant has set: nobody reads it afterwards.</summary>
    public int MostDays { get; init; } = int.MaxValue;

    /// <summary>Packed rows that may name anybody: a hold on any user keeps all of them.</summary>
    public bool IsPacked { get; init; }

    /// <summary>How many days a tenant keeps these rows.</summary>
    public int DaysOf(RetentionDays days) => Math.Min(days[Kind], MostDays);

    /// <summary>How the partitions of a tenant begin that hold days.</summary>
    public string PartitionPrefix(string tenant) => $"{tenant}|{Infix}";
}
