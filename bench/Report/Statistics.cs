namespace NimbusFunctions.Bench.Report;

/// <summary>What is made of repeated measurements.</summary>
internal static class Statistics
{
    /// <summary>The middle value; of an even number of values the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = Sorted(values);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The smallest value that is not below the given share of all values (nearest rank).</summary>
    /// <param name="values">The values.</param>
    /// <param name="share">Above 0, at most 1: 0.9 for the 90th percentile.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var sorted = Sorted(values);
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    /// <summary>How many times <paramref name="of"/> a value is.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="of"/> is not above 0: nothing was measured.</exception>
    public static double Ratio(double value, double of)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(of);
        return value / of;
    }

    private static double[] Sorted(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0 ? sorted : throw new ArgumentException("There are no values.", nameof(values));
    }
}
