using System.Collections.Immutable;

namespace NimbusFunctions.Retention.Guards;

/// <summary>How many rows were counted.</summary>
/// <param name="Days">By kind and by the rows' own day, the oldest first.</param>
/// <param name="IsComplete">False: there are more, and counting them was given up.</param>
internal sealed record RowCount(ImmutableArray<DayCount> Days, bool IsComplete)
{
    public long Total => Days.Sum(day => day.Rows);
}

/// <summary>How many rows of a kind a UTC day has.</summary>
internal sealed record DayCount(DataKind Kind, DateOnly Day, long Rows);
