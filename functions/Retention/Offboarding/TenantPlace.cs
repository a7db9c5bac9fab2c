using Azure.Data.Tables;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>Rows of a tenant in a table: all of a range of keys, or those of it that a look at a row tells.</summary>
/// <param name="Name">Names the place while its rows are removed; stored, so it never changes.</param>
/// <param name="Table">The table, one of <c>StoreTables.Names</c>.</param>
/// <param name="Partitions">The condition on partition keys; empty: all.</param>
/// <param name="Rows">A further one on row keys; empty: all.</param>
internal sealed record TenantPlace(string Name, string Table, string Partitions, string Rows = "")
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Whether a row of the range is the tenant's; null: all are.</summary>
    public Func<TableEntity, bool>? Takes { get; init; }

    /// <summary>The columns that <see cref="Takes"/> looks at, beside the keys.</summary>
    public IReadOnlyList<string> Looks { get; init; } = [];

    public string[] Columns => [.. Keys, .. Looks];

    public string? Filter => (Partitions, Rows) switch
    {
        ("", "") => null,
        (_, "") => Partitions,
        _ => $"{Partitions} and {Rows}",
    };

    public bool Has(TableEntity row) => Takes is null || Takes(row);
}
