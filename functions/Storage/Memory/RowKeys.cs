namespace NimbusFunctions.Storage.Memory;

/// <summary>Where a row lies. Rows are in ordinal order, partition first (Tables: "Understanding the Table service data model").</summary>
internal readonly record struct RowKeys(string Partition, string Row) : IComparable<RowKeys>
{
    public int CompareTo(RowKeys other) =>
        string.CompareOrdinal(Partition, other.Partition) is not 0 and var order ? order : string.CompareOrdinal(Row, other.Row);
}
