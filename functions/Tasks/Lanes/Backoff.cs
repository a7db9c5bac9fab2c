namespace NimbusFunctions.Tasks.Lanes;

/// <summary>How long to stand back from others who change the same slots.</summary>
internal static class Backoff
{
    private const double FirstMilliseconds = 8;
    private const double MostCourtesyMilliseconds = 100;
    // No longer than a few transactions take: whoever waits longer than others starves.
    private const int MostDoublings = 2;

    /// <param name="attempt">How many attempts failed before, from 0.</param>
    /// <param name="random">Draws the part.</param>
    public static TimeSpan After(int attempt, Random random) =>
        TimeSpan.FromMilliseconds(random.NextDouble() * FirstMilliseconds * (1 << Math.Min(attempt, MostDoublings)));

    /// <summary>
    /// After a transaction of one's own where others wait too: whoever has just won knows the slots best and would win
    /// again and again.
    /// </summary>
    /// <param name="took">How long the transaction took.</param>
    /// <param name="random">Draws the part.</param>
    public static TimeSpan Courtesy(TimeSpan took, Random random) =>
        TimeSpan.FromMilliseconds(Math.Min(MostCourtesyMilliseconds, random.NextDouble() * 2 * took.TotalMilliseconds));
}
