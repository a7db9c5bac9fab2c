namespace NimbusFunctions.Retention.Kinds;

/// <summary>How the rows of a kind lie in their table.</summary>
internal enum RowLayout
{
    /// <summary>A partition a UTC day; row keys begin with <c>HHmmss</c>, or a column tells the time.</summary>
    Days,

    /// <summary>Partitions that nobody lists; row keys begin with <c>yyyyMMddHHmmss</c>.</summary>
    Found,

    /// <summary>A range of row keys in one partition of the tenant, in the order of the column that tells the time.</summary>
    Range,

    /// <summary>A range of row keys in one partition of the tenant, in no order of time; a column tells it.</summary>
    Scattered,

    /// <summary>The sixteen buckets of the tenant's users.</summary>
    Buckets,
}
